//! The commands that say what clients do.

use crate::party::ClientId;
use crate::scenario::Command;
use crate::scenario::limits::{SESSION_TIMEOUT_LEAST, SESSION_TIMEOUT_LIMIT, TIMES_LIMIT};
use crate::scenario::manual::Manual;
use crate::scenario::reader::{CommandForm, Place, Reader};
use crate::scenario::words::{Problem, Words};
use crate::world::Action;
use crate::world::clients::SESSION_TIMEOUT;
use zab::request::Op;

/// The commands about clients.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "connect",
        manual: Manual::new(
            "connect LETTER to ID [timeout TIME]",
            "A client appears, by the name of a letter, and opens a session with a server. If it loses that, it tries the next, round and round. The timeout that it asks for is 10s if not given.",
            "at 3s connect a to 2 timeout 6s",
        ),
        place: Place::Body,
        read: Reader::connect,
    },
    CommandForm {
        name: "move",
        manual: Manual::new(
            "move LETTER to ID",
            "A client leaves its server without a word, and goes on with its session at another.",
            "at 3s connect a to 2\nat 5s move a to 3",
        ),
        place: Place::Body,
        read: Reader::move_client,
    },
    CommandForm {
        name: "vanish",
        manual: Manual::new(
            "vanish LETTER",
            "A client's process dies. Its session lasts until it expires.",
            "at 3s connect a to 2\nat 5s vanish a",
        ),
        place: Place::Body,
        read: |reader, words| reader.client(words, Action::Vanish),
    },
    CommandForm {
        name: "close",
        manual: Manual::new(
            "close LETTER",
            "A client closes its session, and is done.",
            "at 3s connect a to 2\nat 5s close a",
        ),
        place: Place::Body,
        read: |reader, words| reader.client(words, |client| Action::Request { client, op: Op::CloseSession }),
    },
    CommandForm {
        name: "request",
        manual: Manual::new(
            "request LETTER create PATH TEXT [ephemeral] [sequential] | delete PATH [version NUMBER] | set PATH TEXT [version NUMBER] | get PATH | exists PATH | children PATH | sync PATH  [times NUMBER]",
            "A client asks its server for something, as often as is said. Of several requests none waits for the answer to another.",
            "at 3s connect a to 2\nrequest a create /x \"v\" ephemeral\nrequest a get /x times 3",
        ),
        place: Place::Body,
        read: Reader::request,
    },
    CommandForm {
        name: "write",
        manual: Manual::new(
            "write ID [times NUMBER]",
            "A client that knows only this server makes a znode, /n and a number. It appears with the first write and stays for the next.",
            "at 3s write 2 times 5",
        ),
        place: Place::Body,
        read: Reader::write,
    },
];

impl Reader {
    fn connect(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let client = words.client()?;
        words.expect("to")?;
        let to = self.servers().id(words)?;
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

    fn move_client(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let client = words.client()?;
        words.expect("to")?;
        let to = self.servers().id(words)?;
        self.push(Command::Act(Action::Move { client, to }))
    }

    fn client(&mut self, words: &mut Words<'_>, action: fn(ClientId) -> Action) -> Result<(), Problem> {
        words.take();
        let client = words.client()?;
        self.push(Command::Act(action(client)))
    }

    fn request(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let client = words.client()?;
        let op = op(words)?;
        self.repeat(words, Action::Request { client, op })
    }

    fn write(&mut self, words: &mut Words<'_>) -> Result<(), Problem> {
        words.take();
        let to = self.servers().id(words)?;
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
