//! The commands that do something to servers.

use crate::record::event::DiskState;
use crate::scenario::Command;
use crate::scenario::deeds::{Deed, Verb};
use crate::scenario::forms::{CommandForm, Reading};
use crate::scenario::limits::{LATENCY_LEAST, LATENCY_LIMIT, SILENT_LIMIT};
use crate::scenario::manual::Manual;
use crate::scenario::names::{Ensemble, Servers};
use crate::scenario::words::{Problem, Words};
use zab::threads::Thread;

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
        name: "suspend",
        manual: Manual::new(
            "suspend SERVERS",
            "Suspends servers' processes, as a long garbage collection does. Nothing in them runs, and no timer goes off; their connections stay, and what comes waits.",
            "at 3s suspend 3",
        ),
        reading: Reading::Body(|ensemble, words| to_servers(Verb::Suspend, ensemble, words)),
    },
    CommandForm {
        name: "resume",
        manual: Manual::new(
            "resume SERVERS",
            "Lets processes go on that are suspended. They find what has come before they look at the clock.",
            "at 3s suspend 3\nat 6s resume 3",
        ),
        reading: Reading::Body(|ensemble, words| to_servers(Verb::Resume, ensemble, words)),
    },
    CommandForm {
        name: "hold-thread",
        manual: Manual::new(
            "hold-thread THREAD on SERVERS | hold-thread handler SERVER on SERVERS",
            "Holds a thread of these servers back: what comes for it waits, its deadlines pass, and all other threads run. The threads are links, sender, receiver, sync, clients, prep, commit and main, and in a leader a handler for each learner.",
            "at 3s hold-thread sync on 1\nhold-thread handler 2 on 3",
        ),
        reading: Reading::Body(|ensemble, words| thread(true, ensemble, words)),
    },
    CommandForm {
        name: "unhold-thread",
        manual: Manual::new(
            "unhold-thread THREAD on SERVERS | unhold-thread handler SERVER on SERVERS",
            "Lets a thread go that is held.",
            "at 3s hold-thread commit on 1\nat 4s unhold-thread commit on 1",
        ),
        reading: Reading::Body(|ensemble, words| thread(false, ensemble, words)),
    },
    CommandForm {
        name: "slow-disk",
        manual: Manual::new(
            "slow-disk SERVERS by TIME",
            "Lets every step of writing on servers' disks take so much longer than usual.",
            "at 3s slow-disk 3 by 500ms",
        ),
        reading: Reading::Body(slow_disk),
    },
    CommandForm {
        name: "stall-disk",
        manual: Manual::new(
            "stall-disk SERVERS",
            "Lets servers' disks finish nothing any more, until they are mended.",
            "at 3s stall-disk 3",
        ),
        reading: Reading::Body(|ensemble, words| {
            to_servers(Verb::Disk(DiskState::Stalled, None), ensemble, words)
        }),
    },
    CommandForm {
        name: "fill-disk",
        manual: Manual::new(
            "fill-disk SERVERS",
            "Leaves no room on servers' disks: nothing can be appended, no snapshot and no epoch can be written.",
            "at 3s fill-disk 3",
        ),
        reading: Reading::Body(|ensemble, words| {
            to_servers(Verb::Disk(DiskState::Full, None), ensemble, words)
        }),
    },
    CommandForm {
        name: "fail-disk",
        manual: Manual::new(
            "fail-disk SERVERS",
            "Lets whatever is written to servers' disks fail. What is there can be read.",
            "at 3s fail-disk 3",
        ),
        reading: Reading::Body(|ensemble, words| {
            to_servers(Verb::Disk(DiskState::Failing, None), ensemble, words)
        }),
    },
    CommandForm {
        name: "mend-disk",
        manual: Manual::new(
            "mend-disk SERVERS",
            "Lets servers' disks work again as usual.",
            "at 3s stall-disk 3\nat 6s mend-disk 3",
        ),
        reading: Reading::Body(|ensemble, words| {
            to_servers(Verb::Disk(DiskState::Sound, None), ensemble, words)
        }),
    },
    CommandForm {
        name: "wipe-disk",
        manual: Manual::new(
            "wipe-disk SERVERS",
            "Empties the disks of servers that are down.",
            "at 3s crash 3\nat 4s wipe-disk 3\nrestart 3",
        ),
        reading: Reading::Body(|ensemble, words| to_servers(Verb::WipeDisk, ensemble, words)),
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

fn slow_disk(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let servers = ensemble.servers(words)?;
    words.expect("by")?;
    let by = words.time_from("a time such as 500ms", LATENCY_LEAST, LATENCY_LIMIT)?;
    Ok(Command::Do(Deed::ToServers(Verb::Disk(DiskState::Slow, Some(by)), servers)))
}

fn thread(held: bool, ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    use Thread::{Clients, Commit, Handler, Links, Main, Prep, Receiver, Sender, Sync};
    let threads = [Links, Sender, Receiver, Sync, Handler, Clients, Prep, Commit, Main];
    let thread = words.choose(&threads.map(|thread| (thread.word(), thread)))?;
    let learner = if thread == Handler { ensemble.server(words)? } else { Servers::default() };
    Ok(Command::Do(Deed::Thread { thread, learner, of: ensemble.on(words)?, held }))
}

fn silent(ensemble: &Ensemble, words: &mut Words<'_>) -> Result<Command, Problem> {
    let connections = words.positive("a number such as 3", SILENT_LIMIT)? as u32;
    Ok(Command::Do(Deed::Silent { connections, on: ensemble.on(words)? }))
}
