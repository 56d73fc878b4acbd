//! Reading what clients do.

use crate::party::ClientId;
use crate::scenario::Command;
use crate::scenario::language::{SESSION_TIMEOUT_LEAST, SESSION_TIMEOUT_LIMIT, TIMES_LIMIT};
use crate::scenario::reader::Reader;
use crate::scenario::words::{Problem, Words};
use crate::world::Action;
use crate::world::clients::SESSION_TIMEOUT;
use zab::service::request::Op;

impl Reader {
    pub(crate) fn connect(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let client = words.client()?;
        words.expect("to")?;
        let to = self.id(words)?;
        let mut timeout = SESSION_TIMEOUT;
        if words.skip("timeout") {
            let column = words.column();
            timeout = words.time("a time such as 6s", SESSION_TIMEOUT_LIMIT)?;
            if timeout < SESSION_TIMEOUT_LEAST {
                return Err(Problem::new(column, "this timeout is too short, at least 100ms"));
            }
        }
        self.push(Command::Act(Action::Connect { client, to, timeout }))
    }

    pub(crate) fn move_client(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let client = words.client()?;
        words.expect("to")?;
        let to = self.id(words)?;
        self.push(Command::Act(Action::Move { client, to }))
    }

    pub(crate) fn client(
        &mut self,
        words: &mut Words<'_>,
        action: fn(ClientId) -> Action,
    ) -> Result<(), Problem> {
        words.take();
        let client = words.client()?;
        self.push(Command::Act(action(client)))
    }

    pub(crate) fn request(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let client = words.client()?;
        let op = op(words)?;
        self.repeat(words, Action::Request { client, op })
    }

    pub(crate) fn write(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let to = self.id(words)?;
        self.repeat(words, Action::Write(to))
    }

    /// The same, as often as is said: one after the other, at one moment.
    fn repeat(&mut self, words: &mut Words<'_>, action: Action) -> Result<(), Problem> {
        let times = if words.skip("times") { words.positive("a number such as 5", TIMES_LIMIT)? } else { 1 };
        (0..times).try_for_each(|_| self.push(Command::Act(action.clone())))
    }
}

fn op(words: &mut Words<'_>) -> Result<Op, Problem> {
    Ok(if words.skip("create") {
        let column = words.column();
        let path = words.beginning_of_path()?;
        let data = words.data()?;
        // In either order.
        let first = words.skip("ephemeral");
        let sequential = words.skip("sequential");
        let ephemeral = first || words.skip("ephemeral");
        if path.ends_with('/') && !sequential {
            return Err(Problem::new(
                column,
                "only a sequential znode may have a path that ends with a slash",
            ));
        }
        Op::Create { path, data, ephemeral, sequential }
    } else if words.skip("delete") {
        Op::Delete { path: words.path()?, version: version(words)? }
    } else if words.skip("set") {
        let path = words.path()?;
        let data = words.data()?;
        Op::SetData { path, data, version: version(words)? }
    } else if words.skip("get") {
        Op::GetData { path: words.path()? }
    } else if words.skip("exists") {
        Op::Exists { path: words.path()? }
    } else if words.skip("children") {
        Op::GetChildren { path: words.path()? }
    } else if words.skip("sync") {
        Op::Sync { path: words.path()? }
    } else {
        return Err(words.unexpected("create, delete, set, get, exists, children or sync"));
    })
}

/// The version that the znode must have; -1 if nothing is said.
fn version(words: &mut Words<'_>) -> Result<i32, Problem> {
    if !words.skip("version") {
        return Ok(-1);
    }
    Ok(words.number("a version such as 0", i32::MAX as u64)? as i32)
}
