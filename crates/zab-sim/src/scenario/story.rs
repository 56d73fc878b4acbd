//! The commands that do nothing to the ensemble: what is said to readers, and what is expected.

use crate::scenario::captions::{self, Caption};
use crate::scenario::conditions;
use crate::scenario::forms::{CommandForm, Reading};
use crate::scenario::limits::TIME_LIMIT;
use crate::scenario::manual::Manual;
use crate::scenario::names::Ensemble;
use crate::scenario::words::{Problem, Words};
use crate::scenario::{Command, Expectation};

/// The commands that tell the story.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "say",
        manual: Manual::new(
            "say TEXT [about SUBJECTS] [while CONDITION]",
            "A caption. In its text, {leader}, {follower}, {observer}, {others} and {down} stand for ids. What it is about can be lit up: servers and clients, link 1 2, box 1, log 1, timer 1, message ack from 1 to 3, and several of these one after the other. With while it is said only if the condition holds, and taken off once it does not. say.zh on the next line says the same in Chinese, and so on for any language.",
            "at 0s say \"Every server votes for itself first.\" about 1 2 box 3 while looking 1..3",
        ),
        reading: Reading::Body(say),
    },
    CommandForm {
        name: "pause",
        manual: Manual::new(
            "pause",
            "A page waits here until its reader goes on. Elsewhere it means nothing.",
            "at 3s pause",
        ),
        reading: Reading::Body(|_, _| Ok(Command::Pause)),
    },
    CommandForm {
        name: "chapter",
        manual: Manual::new(
            "chapter TEXT",
            "A place to jump to, by its name; chapter.zh says it in Chinese, and so on.",
            "at 3s chapter \"The leader crashes\"",
        ),
        reading: Reading::Body(|_, words| Ok(Command::Chapter(vec![words.told()?]))),
    },
    CommandForm {
        name: "expect",
        manual: Manual::new(
            "expect CONDITION [within TIME]",
            "What ought to be so: at that moment or, with within, at some moment until so much time has passed since the turn of this line.",
            "at 1s expect follower 1 2 of 3 within 2s",
        ),
        reading: Reading::Body(expect),
    },
];

fn say(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let column = words.column();
    let text = words.told()?;
    let called = captions::called(&text.text).map_err(|message| Problem::new(column, message))?;
    let about = if words.skip("about") { captions::about(words, ensemble)? } else { Vec::new() };
    let claim = captions::claim(words, ensemble)?;
    Ok(Command::Say(Caption { texts: vec![text], about, claim, called }))
}

fn expect(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let behind = words.place();
    let condition = conditions::read(words, ensemble)?;
    let within = if words.skip("within") { Some(words.time("a time such as 5s", TIME_LIMIT)?) } else { None };
    Ok(Command::Expect(Expectation { condition, within, text: words.written(behind..words.place()) }))
}
