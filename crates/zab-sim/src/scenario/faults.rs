//! The commands that do something to servers and links.

use crate::party::Party;
use crate::scenario::Command;
use crate::scenario::limits::SILENT_LIMIT;
use crate::scenario::manual::Manual;
use crate::scenario::reader::{CommandForm, Place, Reader};
use crate::scenario::words::{Problem, Words};
use crate::world::{Action, ActionError, Link};
use zab::collections::set::Set;
use zab::ids::ServerId;

/// The commands about servers and links.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "start",
        manual: Manual::new("start IDS | start all", "Starts servers that are down.", "at 0s start 1 2"),
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::Start),
    },
    CommandForm {
        name: "crash",
        manual: Manual::new(
            "crash IDS | crash all",
            "Kills servers' processes. What they have written stays, made safe or not.",
            "at 3s crash 3",
        ),
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::Crash),
    },
    CommandForm {
        name: "power-off",
        manual: Manual::new(
            "power-off IDS | power-off all",
            "Cuts the power of servers' machines. What they have written and not made safe is lost, unless it was written 30s ago, and nobody is told.",
            "at 3s power-off 3",
        ),
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::PowerOff),
    },
    CommandForm {
        name: "restart",
        manual: Manual::new(
            "restart IDS | restart all",
            "Starts servers again that have crashed or lost their power.",
            "at 6s restart 3",
        ),
        place: Place::Body,
        read: |reader, words| reader.act(words, Action::Restart),
    },
    CommandForm {
        name: "cut",
        manual: Manual::new(
            "cut IDS from IDS | cut IDS to IDS",
            "Lets nothing pass any more between each of these and each of those: with from both ways, with to only that way. Nobody is told, and what is sent is held. A client's letter may stand for an id.",
            "at 3s cut 1 2 from 3",
        ),
        place: Place::Body,
        read: Reader::cut,
    },
    CommandForm {
        name: "heal",
        manual: Manual::new(
            "heal IDS from IDS | heal IDS to IDS | heal all",
            "Lets everything pass again that a cut has held, and what comes after it.",
            "at 3s cut 1 to 3\nat 6s heal 1 to 3",
        ),
        place: Place::Body,
        read: Reader::heal,
    },
    CommandForm {
        name: "silent",
        manual: Manual::new(
            "silent NUMBER on IDS",
            "So many connections are made to each of these servers' election ports on which nothing is ever said. The server accepts nobody else while it waits for one of them to say who it is, syncLimit ticks for each.",
            "at 3s silent 3 on 1",
        ),
        place: Place::Body,
        read: Reader::silent,
    },
];

impl Reader {
    fn act(&mut self, words: &mut Words<'_>, action: fn(ServerId) -> Action) -> Result<(), Problem> {
        words.take();
        let servers = if words.skip("all") { self.servers().0 } else { self.servers().ids(words)? };
        servers.into_iter().try_for_each(|server| self.push(Command::Act(action(server))))
    }

    fn cut(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        self.links(words, Action::Cut)
    }

    fn heal(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        if words.skip("all") {
            return self.push(Command::Act(Action::HealAll));
        }
        self.links(words, Action::Heal)
    }

    fn silent(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let connections = words.positive("a number such as 3", SILENT_LIMIT)? as u32;
        words.expect("on")?;
        let servers = self.servers().ids(words)?;
        servers.into_iter().try_for_each(|on| self.push(Command::Act(Action::Silent { connections, on })))
    }

    /// The links between each of some and each of others: with `from` both ways, with `to` that way alone.
    fn links(&mut self, words: &mut Words<'_>, action: fn(Link) -> Action) -> Result<(), Problem> {
        let ones = self.parties(words)?;
        let both = words.skip("from");
        if !both && !words.skip("to") {
            return Err(words.unexpected("from or to"));
        }
        let column = words.column();
        let others = self.parties(words)?;
        for from in ones {
            for to in &others {
                let link = Link { from, to: *to, both };
                if !link.is_one() {
                    return Err(Problem::new(column, ActionError::NoLink(from, *to).to_string()));
                }
                self.push(Command::Act(action(link)))?;
            }
        }
        Ok(())
    }

    /// One server or client or more, as far as they go.
    fn parties(&self, words: &mut Words<'_>) -> Result<Set<Party>, Problem> {
        let mut parties = Set::default();
        while parties.is_empty() || words.at_number() || words.at_client() {
            if words.at_client() {
                parties.insert(words.client()?.into());
            } else if words.at_number() {
                parties.extend(self.servers().ids(words)?.into_iter().map(Party::Server));
            } else {
                return Err(words.unexpected("servers' ids or clients' letters"));
            }
        }
        Ok(parties)
    }
}
