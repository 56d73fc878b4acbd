//! The commands that do nothing to the ensemble: the title, captions, and what is expected.

use crate::record::event::Text;
use crate::scenario::conditions;
use crate::scenario::limits::{EXPECTATIONS_LIMIT, TIME_LIMIT};
use crate::scenario::manual::Manual;
use crate::scenario::reader::{CommandForm, Place, Reader};
use crate::scenario::words::{Problem, Word, Words};
use crate::scenario::{Command, Expectation, Timed};

/// The commands that tell the story.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "say",
        manual: Manual::new(
            "say TEXT",
            "A caption. say.zh on the next line says the same in Chinese, and so on for any language.",
            "at 0s say \"Every server votes for itself first.\"",
        ),
        place: Place::Body,
        read: Reader::say,
    },
    CommandForm {
        name: "expect",
        manual: Manual::new(
            "expect CONDITION [within TIME]",
            "What ought to be so: at that moment or, with within, at some moment until then. The conditions are listed by themselves.",
            "at 1s expect follower 1 2 of 3 within 2s",
        ),
        place: Place::Body,
        read: Reader::expect,
    },
];

impl Reader {
    pub(crate) fn title(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let column = words.column();
        let text = text(words)?;
        if self.title.iter().any(|other| other.lang == text.lang) {
            return Err(Problem::new(column, "this title is given twice"));
        }
        self.title.push(text);
        Ok(())
    }

    fn say(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        let text = text(words)?;
        let joins = std::mem::replace(&mut self.saying, true);
        match self.commands.last_mut() {
            Some(Timed { command: Command::Say(texts), .. })
                if joins && texts.iter().all(|other| other.lang != text.lang) =>
            {
                texts.push(text);
            }
            _ => return self.push(Command::Say(vec![text])),
        }
        Ok(())
    }

    fn expect(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let written = words.rest();
        let condition = conditions::read(words, &self.servers())?;
        let within =
            if words.skip("within") { Some(words.time("a time such as 5s", TIME_LIMIT)?) } else { None };
        self.expectations += 1;
        if self.expectations > EXPECTATIONS_LIMIT {
            return Err(Problem::new(1, format!("too much is expected, at most {EXPECTATIONS_LIMIT} times")));
        }
        self.push(Command::Expect(Expectation { condition, within, text: written }))
    }
}

/// A text, with the language that its command's name carries: `say` is English, `say.zh` Chinese.
fn text(words: &mut Words<'_>) -> Result<Text, Problem> {
    let column = words.column();
    let name = match words.take() {
        Some(Word::Bare(name)) => name,
        _ => "",
    };
    let lang = name.split_once('.').map_or("en", |(_, lang)| lang).to_owned();
    let proper = !lang.is_empty() && lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !proper {
        return Err(Problem::new(column, "expected a language after the dot, such as zh"));
    }
    Ok(Text { lang, text: words.text("a text in double quotes")? })
}
