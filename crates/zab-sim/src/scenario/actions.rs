//! Reading what is done to servers and links.

use crate::party::Party;
use crate::scenario::Command;
use crate::scenario::language::SILENT_LIMIT;
use crate::scenario::reader::Reader;
use crate::scenario::words::{Problem, Words};
use crate::world::{Action, ActionError, Link};
use std::collections::BTreeSet;
use zab::ids::ServerId;

impl Reader {
    pub(crate) fn act(
        &mut self,
        words: &mut Words<'_>,
        action: fn(ServerId) -> Action,
    ) -> Result<(), Problem> {
        words.take();
        let servers = if words.skip("all") { self.head.servers() } else { self.ids(words)? };
        servers.into_iter().try_for_each(|server| self.push(Command::Act(action(server))))
    }

    pub(crate) fn cut(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        self.links(words, Action::Cut)
    }

    pub(crate) fn heal(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        if words.skip("all") {
            return self.push(Command::Act(Action::HealAll));
        }
        self.links(words, Action::Heal)
    }

    pub(crate) fn silent(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let connections = words.positive("a number such as 3", SILENT_LIMIT)? as u32;
        words.expect("on")?;
        let servers = self.ids(words)?;
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
    fn parties(&self, words: &mut Words<'_>) -> Result<BTreeSet<Party>, Problem> {
        let mut parties = BTreeSet::new();
        while parties.is_empty() || words.at_number() || words.at_client() {
            if words.at_client() {
                parties.insert(words.client()?.into());
            } else if words.at_number() {
                parties.extend(self.ids(words)?.into_iter().map(Party::Server));
            } else {
                return Err(words.unexpected("servers' ids or clients' letters"));
            }
        }
        Ok(parties)
    }
}
