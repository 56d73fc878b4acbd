//! The reference of the language, as Markdown: made from the tables by which it is read, so that it says what is so.

use std::fmt::{self, Write};
use zab::message::Message;
use zab_sim::invariant::RULES;
use zab_sim::play::{EVENTS_LIMIT, EVENTS_LIMIT_PER_SERVER};
use zab_sim::scenario::conditions::CONDITIONS;
use zab_sim::scenario::language::{self, PREFACE, Place};
use zab_sim::scenario::manual::Manual;
use zab_sim::scenario::moments::{self, MOMENTS};
use zab_sim::scenario::names::ROLES;

/// The reference of the language.
pub fn markdown() -> String {
    let mut text = String::new();
    // A text has room for everything.
    let _ = write(&mut text);
    text
}

fn write(out: &mut String) -> fmt::Result {
    writeln!(out, "# The language of scenarios\n\n{PREFACE}")?;
    for (place, title, about) in [
        (Place::Head, "The ensemble", "These stand before the first moment."),
        (Place::Body, "What happens", "These stand with a moment, on its line or on those below it."),
    ] {
        writeln!(out, "## {title}\n\n{about}\n")?;
        for command in language::commands().filter(|command| command.place() == place) {
            entry(out, command.name, &command.manual, "")?;
        }
    }
    writeln!(
        out,
        "## Conditions\n\nThese can be expected with `expect`, and claimed by a caption with `while`.\n"
    )?;
    for condition in CONDITIONS {
        entry(out, condition.name, &condition.manual, "expect ")?;
    }
    writeln!(
        out,
        "## Invariants\n\nThese can be named behind `expect broken` and `expect holds`. What breaks one is a `violation`.\n"
    )?;
    for rule in RULES {
        writeln!(out, "- `{}`: {} Looked at {}.", rule.invariant, rule.statement, rule.moment)?;
    }
    writeln!(
        out,
        "\n## Moments\n\nThese can be waited for with `after`. Where no servers are named, any will do.\n"
    )?;
    for moment in MOMENTS {
        entry(out, moment.name, &moment.manual, "after ")?;
    }
    writeln!(
        out,
        "Any other event can be waited for by its word, with `on` and servers or clients: `after voteChanged on 2`. \
         Behind `sent` and `delivered` may stand a kind of message: `after delivered ack on 3`.\n"
    )?;
    writeln!(out, "## Roles\n\nA role stands for servers.\n")?;
    for role in ROLES {
        entry(out, role.name, &role.manual, "")?;
    }
    writeln!(
        out,
        "## Events\n\nThe words of events, as `zabscope run` prints them. A § refers to docs/zab-protocol.md.\n"
    )?;
    words(out, moments::meanings())?;
    writeln!(
        out,
        "\n## Messages\n\nThe words of messages, for `sent`, `delivered` and captions `about message`.\n"
    )?;
    words(out, Message::WORDS.iter().copied().zip(Message::MEANINGS.iter().copied()))?;
    writeln!(out, "\n## Limits\n\n| What | Limit |\n|---|---|")?;
    for (meaning, value) in language::limits() {
        writeln!(out, "| {} | {value} |", meaning.trim())?;
    }
    let limit = format!("{EVENTS_LIMIT}, or {EVENTS_LIMIT_PER_SERVER} a server if that is more");
    writeln!(out, "| How many events a play may have; then it stops. | {limit} |")
}

/// An entry: how something is written, what it means, and an example, which begins with these words.
fn entry(out: &mut String, name: &str, manual: &Manual, before: &str) -> fmt::Result {
    writeln!(out, "### {name}\n")?;
    for form in manual.form.split(" | ") {
        writeln!(out, "    {form}")?;
    }
    writeln!(out, "\n{}\n", manual.meaning)?;
    writeln!(out, "```text\n{before}{}\n```\n", manual.example)
}

fn words<'a>(out: &mut String, words: impl IntoIterator<Item = (&'a str, &'a str)>) -> fmt::Result {
    words.into_iter().try_for_each(|(word, meaning)| {
        let paragraphs: Vec<&str> = meaning.split_whitespace().collect();
        writeln!(out, "- `{word}`: {}", paragraphs.join(" "))
    })
}
