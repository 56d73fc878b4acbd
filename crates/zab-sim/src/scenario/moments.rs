//! What can be waited for: each moment, how it is written and read, and which event it is.

use crate::party::Party;
use crate::record::event::{Event, What};
use crate::scenario::manual::Manual;
use crate::scenario::names::{Ensemble, Naming, Parties, Servers, at_server};
use crate::scenario::words::{Problem, Words};
use zab::describe::word_of;
use zab::ids::{ServerId, Zxid};
use zab::message::Message;
use zab::note::{Note, Phase};
use zab::vote::ServerState;

/// Something that happens, and can be waited for. Its variants are said in [`MOMENTS`]; where no servers are named, any will do, and
/// of several that are named, the first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Moment {
    /// The epoch of one of these servers begins: it leads, and a quorum follows.
    Leader(Servers),
    /// A quorum agrees with the vote of one of these.
    Quorum(Servers),
    /// A transaction is committed, on its leader; or, where servers are named, one of these applies it.
    Committed(Option<Zxid>, Servers),
    /// A leader takes up an ACK of one of these, its own among them.
    Ack(Option<Zxid>, Servers),
    /// One of these enters a state.
    State(ServerState, Servers),
    /// One of these enters a phase.
    Phase(Phase, Servers),
    /// An event of a kind, by its word; of what is sent or delivered perhaps one of a kind of message; on one of these.
    Kind(&'static str, Option<&'static str>, Parties),
}

/// One moment of the language: how it is written, and what it means.
pub struct MomentForm {
    /// Its first word.
    pub name: &'static str,
    /// How it is written, after `after`, and what it means; the example is for servers 1 to 3.
    pub manual: Manual,
    read: fn(&mut Words<'_>, &Ensemble) -> Result<Moment, Problem>,
}

/// Every moment of the language that has a word of its own.
pub const MOMENTS: &[MomentForm] = &[
    MomentForm {
        name: "leader",
        manual: Manual::new(
            "leader [SERVER]",
            "A server leads for good: a quorum has acknowledged its history, and its epoch begins.",
            "leader 3",
        ),
        read: |words, ensemble| {
            let named = at_server(words);
            Ok(Moment::Leader(if named { ensemble.server(words)? } else { Servers::default() }))
        },
    },
    MomentForm {
        name: "quorum",
        manual: Manual::new(
            "quorum [on SERVERS]",
            "A server finds in its ballot box that a quorum agrees with its vote.",
            "quorum on 1",
        ),
        read: |words, ensemble| Ok(Moment::Quorum(ensemble.perhaps_on(words)?)),
    },
    MomentForm {
        name: "committed",
        manual: Manual::new(
            "committed [ZXID] [on SERVERS]",
            "The leader commits a transaction; with on, one of these servers has learnt that, and applies it.",
            "committed 1.2 on 1",
        ),
        read: |words, ensemble| Ok(Moment::Committed(zxid(words)?, ensemble.perhaps_on(words)?)),
    },
    MomentForm {
        name: "ack",
        manual: Manual::new(
            "ack [ZXID] [from SERVERS]",
            "The leader takes up a server's ACK, or its own.",
            "ack 1.2 from 1",
        ),
        read: |words, ensemble| {
            let zxid = zxid(words)?;
            let from = if words.skip("from") { ensemble.servers(words)? } else { Servers::default() };
            Ok(Moment::Ack(zxid, from))
        },
    },
    MomentForm {
        name: "state",
        manual: Manual::new(
            "state LOOKING, FOLLOWING, LEADING or OBSERVING [on SERVERS]",
            "A server enters this state.",
            "state LEADING on 3",
        ),
        read: |words, ensemble| {
            use ServerState::{Following, Leading, Looking, Observing};
            let state = words.choose(&[Looking, Following, Leading, Observing].map(|it| (it.word(), it)))?;
            Ok(Moment::State(state, ensemble.perhaps_on(words)?))
        },
    },
    MomentForm {
        name: "phase",
        manual: Manual::new(
            "phase ELECTION, DISCOVERY, SYNCHRONIZATION or BROADCAST [on SERVERS]",
            "A server enters this phase.",
            "phase BROADCAST on 2",
        ),
        read: |words, ensemble| {
            use Phase::{Broadcast, Discovery, Election, Synchronization};
            let phases = [Election, Discovery, Synchronization, Broadcast];
            let phase = words.choose(&phases.map(|it| (it.word(), it)))?;
            Ok(Moment::Phase(phase, ensemble.perhaps_on(words)?))
        },
    },
];

/// The words of all kinds of events.
pub fn kinds() -> Vec<&'static str> {
    let mut kinds = [What::WORDS, Note::WORDS].concat();
    // What a server notes bears the note's own word.
    kinds.retain(|word| *word != "noted");
    kinds
}

/// The same, each with what it means. It is apart, for the meanings would weigh in the module that browsers load.
pub fn meanings() -> Vec<(&'static str, &'static str)> {
    let words = What::WORDS.iter().chain(Note::WORDS).copied();
    let meanings = What::MEANINGS.iter().chain(Note::MEANINGS).copied();
    words.zip(meanings).filter(|(word, _)| *word != "noted").collect()
}

/// Reads a moment.
pub(crate) fn read(words: &mut Words<'_>, ensemble: &Ensemble) -> Result<Moment, Problem> {
    let word = words.peek_bare().unwrap_or_default();
    if let Some(moment) = MOMENTS.iter().find(|moment| moment.name == word) {
        words.pass();
        return (moment.read)(words, ensemble);
    }
    let mut known = kinds();
    let Some(kind) = known.iter().copied().find(|kind| *kind == word) else {
        let mut usual: Vec<&str> = MOMENTS.iter().map(|moment| moment.name).collect();
        known.extend(usual.iter());
        usual.extend(["a time", "the word of an event"]);
        return Err(match words.is_empty() {
            true => words.none_of(&usual),
            false => words.unknown("nothing that happens", &known, &usual),
        });
    };
    words.pass();
    let message = if kind == "sent" || kind == "delivered" { message(words) } else { None };
    let on = if words.skip("on") { ensemble.parties(words)? } else { Parties::default() };
    Ok(Moment::Kind(kind, message, on))
}

/// The kind of message that the next word names, if it does.
pub(crate) fn message(words: &mut Words<'_>) -> Option<&'static str> {
    Message::WORDS.iter().copied().find(|word| words.skip(word))
}

fn zxid(words: &mut Words<'_>) -> Result<Option<Zxid>, Problem> {
    if !words.at_number() {
        return Ok(None);
    }
    Ok(Some(words.zxids("a zxid such as 1.4")?.0))
}

impl Naming for Moment {
    fn named(&mut self) -> Vec<&mut Servers> {
        vec![match self {
            Moment::Leader(servers)
            | Moment::Quorum(servers)
            | Moment::Committed(_, servers)
            | Moment::Ack(_, servers)
            | Moment::State(_, servers)
            | Moment::Phase(_, servers)
            | Moment::Kind(_, _, Parties { servers, .. }) => servers,
        }]
    }
}

impl Moment {
    /// Whether this is the event that is waited for. Everybody is called by the id by now.
    pub(crate) fn is(&self, event: &Event) -> bool {
        let among = |servers: &Servers, id: ServerId| servers.is_empty() || servers.ids.contains(&id);
        let on = |servers: &Servers| servers.is_empty() || event.server.is_some_and(|id| among(servers, id));
        let is_zxid = |wanted: &Option<Zxid>, zxid: Zxid| wanted.is_none_or(|wanted| wanted == zxid);
        match (self, &event.what) {
            (Moment::Kind(kind, message, parties), what) => {
                let content = match what {
                    What::Sent { content, .. } | What::Delivered { content, .. } => Some(word_of(content)),
                    _ => None,
                };
                let server = event.server.is_some_and(|id| parties.servers.ids.contains(&id));
                let client =
                    event.client.is_some_and(|name| parties.clients.iter().any(|it| it.letter() == name));
                *kind == word_of(what)
                    && message.is_none_or(|message| content == Some(message))
                    && (parties.is_empty() || server || client)
            }
            (Moment::Leader(servers), What::Noted(Note::EpochBegun { .. })) => on(servers),
            (Moment::Quorum(servers), What::Noted(Note::QuorumAgrees { .. })) => on(servers),
            (Moment::Committed(wanted, servers), What::Noted(Note::Committed { zxid })) => {
                servers.is_empty() && is_zxid(wanted, *zxid)
            }
            (Moment::Committed(wanted, servers), What::Noted(Note::Applied { zxid })) => {
                !servers.is_empty() && on(servers) && is_zxid(wanted, *zxid)
            }
            (
                Moment::Ack(wanted, servers),
                What::Delivered { from: Party::Server(by), content: Message::Ack { zxid }, .. }
                | What::Noted(Note::AckCounted { by, zxid, .. }),
            ) => among(servers, *by) && is_zxid(wanted, *zxid),
            (Moment::State(state, servers), What::Noted(Note::StateChanged { to })) => {
                state == to && on(servers)
            }
            (Moment::Phase(phase, servers), What::Noted(Note::PhaseChanged { to })) => {
                phase == to && on(servers)
            }
            _ => false,
        }
    }
}
