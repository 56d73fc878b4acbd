//! Servers by their ids, as they stand in a line: each must be one of the ensemble.

use crate::scenario::limits::SERVER_ID_LIMIT;
use crate::scenario::words::{Problem, Words};
use crate::world::ActionError;
use zab::collections::set::Set;
use zab::ids::ServerId;

/// The servers that may be named.
pub(crate) struct Servers(pub(crate) Set<ServerId>);

impl Servers {
    /// One id.
    pub(crate) fn id(&self, words: &mut Words<'_>) -> Result<ServerId, Problem> {
        let column = words.column();
        let id = words.number("a server's id", SERVER_ID_LIMIT)?;
        self.known(id, column)
    }

    /// One id or more, as far as they go.
    pub(crate) fn ids(&self, words: &mut Words<'_>) -> Result<Set<ServerId>, Problem> {
        let mut ids = Set::default();
        while ids.is_empty() || words.at_number() {
            let column = words.column();
            let (first, last) = words.span("servers' ids", SERVER_ID_LIMIT)?;
            for id in first..=last {
                ids.insert(self.known(id, column)?);
            }
        }
        Ok(ids)
    }

    /// `on`, and the ids of those that are meant.
    pub(crate) fn on(&self, words: &mut Words<'_>) -> Result<Set<ServerId>, Problem> {
        words.expect("on")?;
        self.ids(words)
    }

    fn known(&self, id: u64, column: u32) -> Result<ServerId, Problem> {
        let id = ServerId(id as i64);
        if self.0.contains(&id) {
            return Ok(id);
        }
        let all: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        Err(Problem::new(column, ActionError::NoSuchServer(id, all.join(", ")).to_string()))
    }
}
