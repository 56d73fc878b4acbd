//! The commands that do something to links, and to messages that are under way on them.

use crate::scenario::Command;
use crate::scenario::deeds::{Deed, LinkMend, LinkVerb, MessageVerb};
use crate::scenario::forms::{CommandForm, Reading};
use crate::scenario::limits::{LATENCY_LEAST, LATENCY_LIMIT, MESSAGES_LIMIT};
use crate::scenario::manual::Manual;
use crate::scenario::moments;
use crate::scenario::names::{Ensemble, Parties};
use crate::scenario::words::{Problem, Words};
use crate::world::{ActionError, Link};

/// The commands about links and messages.
pub(crate) const COMMANDS: &[CommandForm] = &[
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
        reading: Reading::Body(|ensemble, words| mend(LinkMend::Heal, LinkVerb::Heal, ensemble, words)),
    },
    CommandForm {
        name: "slow",
        manual: Manual::new(
            "slow SERVERS from SERVERS by TIME | slow SERVERS to SERVERS by TIME",
            "Lets everything that is sent between each of these and each of those take so much longer than usual: with from both ways, with to only that way.",
            "at 3s slow 1 2 from 3 by 200ms",
        ),
        reading: Reading::Body(slow),
    },
    CommandForm {
        name: "fast",
        manual: Manual::new(
            "fast SERVERS from SERVERS | fast SERVERS to SERVERS | fast all",
            "Lets what is sent on slow links take as long as usual again.",
            "at 3s slow 1 from 3 by 200ms\nat 6s fast all",
        ),
        reading: Reading::Body(|ensemble, words| mend(LinkMend::Fast, LinkVerb::Fast, ensemble, words)),
    },
    CommandForm {
        name: "hold",
        manual: Manual::new(
            "hold SERVERS from SERVERS | hold SERVERS to SERVERS | hold MESSAGE NUMBER from SERVER to SERVER",
            "Lets everything that passes between each of these and each of those wait at the other end; or one message that is under way, and what comes behind it on its connection. Nothing is lost, and no connection ends. A message is called by its kind, by its number among those of its kind since the connection began, and by its ends.",
            "at 3s hold 1 from 3\nat 6s hold ping 2 from 3 to 2",
        ),
        reading: Reading::Body(hold),
    },
    CommandForm {
        name: "unhold",
        manual: Manual::new(
            "unhold SERVERS from SERVERS | unhold SERVERS to SERVERS | unhold all",
            "Lets everything go that waits, held link by link or message by message: what has come by then is there at once.",
            "at 3s hold 3 to 1\nat 6s unhold all",
        ),
        reading: Reading::Body(|ensemble, words| mend(LinkMend::Unhold, LinkVerb::Unhold, ensemble, words)),
    },
    CommandForm {
        name: "deliver",
        manual: Manual::new(
            "deliver MESSAGE NUMBER from SERVER to SERVER",
            "Lets a message that is under way arrive now, held or not, after what was sent before it on its connection.",
            "at 3s deliver ping 2 from 3 to 1",
        ),
        reading: Reading::Body(|ensemble, words| message(MessageVerb::Deliver, ensemble, words)),
    },
    CommandForm {
        name: "drop",
        manual: Manual::new(
            "drop MESSAGE NUMBER from SERVER to SERVER",
            "Loses a message that is under way, and with it its connection, for TCP loses nothing else: what was sent before it arrives, what is under way behind it and on the way back is lost, and both ends are told.",
            "at 3s drop ping 2 from 3 to 1",
        ),
        reading: Reading::Body(|ensemble, words| message(MessageVerb::Drop, ensemble, words)),
    },
    CommandForm {
        name: "reset",
        manual: Manual::new(
            "reset SERVERS from SERVERS",
            "Resets every connection between each of these and each of those. Both ends are told at once, and what is under way is lost.",
            "at 3s reset 1 2 from 3",
        ),
        reading: Reading::Body(reset),
    },
];

/// The verb that undoes something: at these links or, with `all`, wherever it was done.
fn mend(
    all: LinkMend,
    verb: LinkVerb,
    ensemble: &Ensemble,
    words: &mut Words<'_>,
) -> Result<Command, Problem> {
    let mut alone = words.clone();
    if alone.skip("all") && alone.is_empty() {
        words.pass();
        return Ok(Command::Do(Deed::Mend(all)));
    }
    links(verb, ensemble, words)
}

fn slow(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let ends = ends(ensemble, words)?;
    words.expect("by")?;
    let by = words.time_from("a time such as 200ms", LATENCY_LEAST, LATENCY_LIMIT)?;
    Ok(ends.all(LinkVerb::Slow(by)))
}

fn hold(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    match moments::message(&mut words.clone()) {
        Some(_) => message(MessageVerb::Hold, ensemble, words),
        None => links(LinkVerb::Hold, ensemble, words),
    }
}

fn reset(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let column = words.column();
    let ends = ends(ensemble, words)?;
    if !ends.both {
        return Err(Problem::new(column, "a connection has no direction: write reset … from …"));
    }
    Ok(ends.all(LinkVerb::Reset))
}

fn links(verb: LinkVerb, ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    Ok(ends(ensemble, words)?.all(verb))
}

/// The ends of some links.
struct Ends {
    ones: Parties,
    others: Parties,
    both: bool,
}

impl Ends {
    fn all(self, verb: LinkVerb) -> Command {
        let Ends { ones, others, both } = self;
        Command::Do(Deed::ToLinks { verb, ones, others, both })
    }
}

/// The links between each of some and each of others: with `from` both ways, with `to` that way alone.
fn ends(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Ends, Problem> {
    let ones = ensemble.parties(words)?;
    let both = words.skip("from");
    if !both && !words.skip("to") {
        return Err(words.unexpected("from or to"));
    }
    let column = words.column();
    let others = ensemble.parties(words)?;
    // Those that are called by a role are not known yet.
    let links = ones.iter().flat_map(|from| others.iter().map(move |to| Link { from, to, both }));
    if let Some(Link { from, to, .. }) = links.into_iter().find(|link| !link.is_one()) {
        return Err(Problem::new(column, ActionError::NoLink(from, to).to_string()));
    }
    Ok(Ends { ones, others, both })
}

/// A message by its name.
fn message(verb: MessageVerb, ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let Some(kind) = moments::message(words) else {
        return Err(words.unexpected("a kind of message such as proposal"));
    };
    let nth = words.positive("a number such as 1", MESSAGES_LIMIT)? as u32;
    words.expect("from")?;
    let from = ensemble.party(words)?;
    words.expect("to")?;
    let to = ensemble.party(words)?;
    Ok(Command::Do(Deed::ToMessage { verb, kind, nth, from, to }))
}
