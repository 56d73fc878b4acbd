//! The commands that do something to servers.

use crate::scenario::Command;
use crate::scenario::deeds::{Deed, Verb};
use crate::scenario::forms::{CommandForm, Reading};
use crate::scenario::limits::SILENT_LIMIT;
use crate::scenario::manual::Manual;
use crate::scenario::names::Ensemble;
use crate::scenario::words::{Problem, Words};

/// The commands about servers.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "start",
        manual: Manual::new("start SERVERS", "Starts servers that are down.", "at 0s start 1 2"),
        reading: Reading::Body(|ensemble, words| to_servers(Verb::Start, ensemble, words)),
    },
    CommandForm {
        name: "crash",
        manual: Manual::new(
            "crash SERVERS",
            "Kills servers' processes. What they have written stays, made safe or not.",
            "at 3s crash 3",
        ),
        reading: Reading::Body(|ensemble, words| to_servers(Verb::Crash, ensemble, words)),
    },
    CommandForm {
        name: "power-off",
        manual: Manual::new(
            "power-off SERVERS",
            "Cuts the power of servers' machines. What they have written and not made safe is lost, unless it was written 30s ago, and nobody is told.",
            "at 3s power-off 3",
        ),
        reading: Reading::Body(|ensemble, words| to_servers(Verb::PowerOff, ensemble, words)),
    },
    CommandForm {
        name: "restart",
        manual: Manual::new(
            "restart SERVERS",
            "Starts servers again that have crashed or lost their power.",
            "at 6s restart 3",
        ),
        reading: Reading::Body(|ensemble, words| to_servers(Verb::Restart, ensemble, words)),
    },
    CommandForm {
        name: "silent",
        manual: Manual::new(
            "silent NUMBER on SERVERS",
            "So many connections are made to each of these servers' election ports on which nothing is ever said. The server accepts nobody else while it waits for one of them to say who it is, syncLimit ticks for each.",
            "at 3s silent 3 on 1",
        ),
        reading: Reading::Body(silent),
    },
];

fn to_servers(verb: Verb, ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    Ok(Command::Do(Deed::ToServers(verb, ensemble.servers(words)?)))
}

fn silent(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let connections = words.positive("a number such as 3", SILENT_LIMIT)? as u32;
    Ok(Command::Do(Deed::Silent { connections, on: ensemble.on(words)? }))
}
