//! The commands that do something to servers and links.

use crate::scenario::Command;
use crate::scenario::deeds::{Deed, LinkVerb, Verb};
use crate::scenario::forms::{CommandForm, Reading};
use crate::scenario::limits::SILENT_LIMIT;
use crate::scenario::manual::Manual;
use crate::scenario::names::Ensemble;
use crate::scenario::words::{Problem, Words};
use crate::world::{ActionError, Link};

/// The commands about servers and links.
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
        name: "cut",
        manual: Manual::new(
            "cut SERVERS from SERVERS | cut SERVERS to SERVERS",
            "Lets nothing pass any more between each of these and each of those: with from both ways, with to only that way. Nobody is told, and what is sent is held. A client's letter may stand for an id.",
            "at 3s cut 1 2 from 3",
        ),
        reading: Reading::Body(|ensemble, words| links(LinkVerb::Cut, ensemble, words)),
    },
    CommandForm {
        name: "heal",
        manual: Manual::new(
            "heal SERVERS from SERVERS | heal SERVERS to SERVERS | heal all",
            "Lets everything pass again that a cut has held, and what comes after it.",
            "at 3s cut 1 to 3\nat 6s heal 1 to 3",
        ),
        reading: Reading::Body(heal),
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

fn heal(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let mut all = words.clone();
    if all.skip("all") && all.is_empty() {
        words.pass();
        return Ok(Command::Do(Deed::HealAll));
    }
    links(LinkVerb::Heal, ensemble, words)
}

fn silent(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let connections = words.positive("a number such as 3", SILENT_LIMIT)? as u32;
    Ok(Command::Do(Deed::Silent { connections, on: ensemble.on(words)? }))
}

/// The links between each of some and each of others: with `from` both ways, with `to` that way alone.
fn links(verb: LinkVerb, ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let ones = ensemble.parties(words)?;
    let both = words.skip("from");
    if !both && !words.skip("to") {
        return Err(words.unexpected("from or to"));
    }
    let column = words.column();
    let others = ensemble.parties(words)?;
    // Those that are called by a role are not known yet.
    let none = ones.iter().flat_map(|from| others.iter().map(move |to| Link { from, to, both }));
    if let Some(Link { from, to, .. }) = none.into_iter().find(|link| !link.is_one()) {
        return Err(Problem::new(column, ActionError::NoLink(from, to).to_string()));
    }
    Ok(Command::Do(Deed::ToLinks { verb, ones, others, both }))
}
