//! The commands that say what clients do.

use crate::scenario::Command;
use crate::scenario::deeds::Deed;
use crate::scenario::forms::{CommandForm, Reading};
use crate::scenario::limits::{SESSION_TIMEOUT_LEAST, SESSION_TIMEOUT_LIMIT, TIMES_LIMIT};
use crate::scenario::manual::Manual;
use crate::scenario::names::Ensemble;
use crate::scenario::words::{Problem, Words};
use crate::world::clients::SESSION_TIMEOUT;
use zab::request::Op;

/// The commands about clients.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "connect",
        manual: Manual::new(
            "connect LETTER to SERVER [timeout TIME]",
            "A client appears, by the name of a letter, and opens a session with a server. If it loses that, it tries the next, round and round. The timeout that it asks for is 10s if not given. A session costs one transaction when it is opened, and one when it is closed or expires.",
            "at 3s connect a to 2 timeout 6s",
        ),
        reading: Reading::Body(connect),
    },
    CommandForm {
        name: "move",
        manual: Manual::new(
            "move LETTER to SERVER",
            "A client leaves its server without a word, and goes on with its session at another.",
            "at 3s connect a to 2\nat 5s move a to 3",
        ),
        reading: Reading::Body(move_client),
    },
    CommandForm {
        name: "vanish",
        manual: Manual::new(
            "vanish LETTER",
            "A client's process dies. Its session lasts until it expires.",
            "at 3s connect a to 2\nat 5s vanish a",
        ),
        reading: Reading::Body(|_, words| Ok(Command::Do(Deed::Vanish(words.client()?)))),
    },
    CommandForm {
        name: "close",
        manual: Manual::new(
            "close LETTER",
            "A client closes its session, and is done. That is one transaction.",
            "at 3s connect a to 2\nat 5s close a",
        ),
        reading: Reading::Body(|_, words| {
            Ok(Command::Do(Deed::Request(words.client()?, Op::CloseSession, 1)))
        }),
    },
    CommandForm {
        name: "request",
        manual: Manual::new(
            "request LETTER create PATH TEXT [ephemeral] [sequential] [times NUMBER] | request LETTER delete PATH [version NUMBER] [times NUMBER] | request LETTER set PATH TEXT [version NUMBER] [times NUMBER] | request LETTER get PATH [times NUMBER] | request LETTER exists PATH [times NUMBER] | request LETTER children PATH [times NUMBER] | request LETTER sync PATH [times NUMBER]",
            "A client asks its server for something, as often as is said. Of several requests none waits for the answer to another. create, delete and set are one transaction each, even if they fail; the others are none.",
            "at 3s connect a to 2\nrequest a create /x \"v\" ephemeral\nrequest a get /x times 3",
        ),
        reading: Reading::Body(request),
    },
    CommandForm {
        name: "write",
        manual: Manual::new(
            "write SERVER [times NUMBER]",
            "A client that knows only this server makes a znode, /n and a number. It appears with the first write and stays for the next. So the first write to a server is two transactions, its session and its znode, and each further one is one.",
            "at 3s write 2 times 5",
        ),
        reading: Reading::Body(write),
    },
];

fn connect(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let client = words.client()?;
    words.expect("to")?;
    let to = ensemble.server(words)?;
    let timeout = match words.skip("timeout") {
        true => words.time_from("a time such as 6s", SESSION_TIMEOUT_LEAST, SESSION_TIMEOUT_LIMIT)?,
        false => SESSION_TIMEOUT,
    };
    Ok(Command::Do(Deed::Connect { client, to, timeout }))
}

fn move_client(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let client = words.client()?;
    words.expect("to")?;
    Ok(Command::Do(Deed::Move { client, to: ensemble.server(words)? }))
}

fn request(_: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    Ok(Command::Do(Deed::Request(words.client()?, op(words)?, times(words)?)))
}

fn write(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    Ok(Command::Do(Deed::Write(ensemble.server(words)?, times(words)?)))
}

/// How often something is done: one after the other, at one moment.
fn times(words: &mut Words<'_>) -> Result<u32, Problem> {
    let times = if words.skip("times") { words.positive("a number such as 5", TIMES_LIMIT)? } else { 1 };
    Ok(times as u32)
}

fn op(words: &mut Words<'_>) -> Result<Op, Problem> {
    let read = words.choose(OPS)?;
    read(words)
}

/// How an operation is read, from the word behind its name on.
type ReadOp = fn(&mut Words<'_>) -> Result<Op, Problem>;

const OPS: &[(&str, ReadOp)] = &[
    ("create", create),
    ("delete", |words| Ok(Op::Delete { path: words.path()?, version: version(words)? })),
    ("set", |words| Ok(Op::SetData { path: words.path()?, data: words.data()?, version: version(words)? })),
    ("get", |words| Ok(Op::GetData { path: words.path()? })),
    ("exists", |words| Ok(Op::Exists { path: words.path()? })),
    ("children", |words| Ok(Op::GetChildren { path: words.path()? })),
    ("sync", |words| Ok(Op::Sync { path: words.path()? })),
];

fn create(words: &mut Words<'_>) -> Result<Op, Problem> {
    let column = words.column();
    let path = words.beginning_of_path()?;
    let data = words.data()?;
    // In either order.
    let first = words.skip("ephemeral");
    let sequential = words.skip("sequential");
    let ephemeral = first || words.skip("ephemeral");
    if path.ends_with('/') && !sequential {
        return Err(Problem::new(column, "only a sequential znode may have a path that ends with a slash"));
    }
    Ok(Op::Create { path, data, ephemeral, sequential })
}

/// The version that the znode must have; -1 if nothing is said.
fn version(words: &mut Words<'_>) -> Result<i32, Problem> {
    if !words.skip("version") {
        return Ok(-1);
    }
    Ok(words.number("a version such as 0", i32::MAX as u64)? as i32)
}
