//! The commands that say what the ensemble is: its servers, which of them decide, and what is on their disks.

use crate::scenario::forms::{CommandForm, Reading};
use crate::scenario::head::Head;
use crate::scenario::limits::{HISTORY_LIMIT, SERVER_ID_LIMIT, SERVERS_LIMIT, WEIGHT_LIMIT};
use crate::scenario::manual::Manual;
use crate::scenario::names::ids_text;
use crate::scenario::words::{Problem, Words};
use crate::world::Setup;
use zab::collections::set::Set;
use zab::collections::table::Table;
use zab::ids::{Epoch, ServerId, Zxid};
use zab::quorum::GroupError;
use zab::storage::durable::{Durable, LOG_FILE_BYTES, LogFile, Snapshot};
use zab::storage::txn::Txn;

/// The commands about the ensemble.
pub(crate) const COMMANDS: &[CommandForm] = &[
    CommandForm {
        name: "title",
        manual: Manual::new(
            "title TEXT",
            "What the scenario is called. title.zh says it in Chinese, and so on for any language.",
            "title \"The newest history wins\"",
        ),
        reading: Reading::Title,
    },
    CommandForm {
        name: "servers",
        manual: Manual::new(
            "servers IDS",
            "The servers of the ensemble, each with a vote. 1..3 is short for 1 2 3.",
            "servers 1..3",
        ),
        reading: Reading::Head {
            once: true,
            read: |head, words| members(words, &mut head.voters, &head.setup.observers),
            write: |setup| vec![ids_text(setup.quorum.voters())],
        },
    },
    CommandForm {
        name: "observers",
        manual: Manual::new("observers IDS", "Servers that follow a leader without a vote.", "observers 4"),
        reading: Reading::Head {
            once: true,
            read: |head, words| members(words, &mut head.setup.observers, &head.voters),
            write: |setup| match setup.observers.is_empty() {
                true => Vec::new(),
                false => vec![ids_text(&setup.observers)],
            },
        },
    },
    CommandForm {
        name: "group",
        manual: Manual::new(
            "group IDS",
            "Servers that make up a group. With groups, a line for each, a quorum is a majority of groups, in each of which it has a majority of the weight.",
            "servers 1..3\ngroup 1\ngroup 2\ngroup 3",
        ),
        reading: Reading::Head {
            once: false,
            read: group,
            write: |setup| groups(setup).map(|ids| ids_text(&ids)).collect(),
        },
    },
    CommandForm {
        name: "weight",
        manual: Manual::new(
            "weight IDS is NUMBER",
            "What these servers weigh in their groups. 1 if not given; a server that weighs 0 never leads.",
            "servers 1..3\ngroup 1..3\nweight 3 is 0",
        ),
        reading: Reading::Head { once: false, read: weight, write: weights },
    },
    CommandForm {
        name: "history",
        manual: Manual::new(
            "history IDS [epoch NUMBER] [accepted NUMBER] [current NUMBER] [accepted.tmp NUMBER] [current.tmp NUMBER] [snapshot ZXIDS] [log ZXIDS [file ZXIDS]]",
            "What is on these servers' disks at the beginning. epoch is acceptedEpoch and currentEpoch in one; what is not given is not there. accepted.tmp and current.tmp are being written still. snapshot gives the zxid of each snapshot; if not given there is one, of nothing. log gives the transactions of the log, of which nobody knows what they change, and each file begins another of its files.",
            "servers 1..3\nhistory 1 2 accepted 2 current 1 current.tmp 2 snapshot 1.2 log 1.1..1.4 file 1.5 2.1",
        ),
        reading: Reading::Head { once: false, read: history, write: histories },
    },
];

fn members(
    words: &mut Words<'_>,
    members: &mut Set<ServerId>,
    others: &Set<ServerId>,
) -> Result<(), Problem> {
    let first = words.column();
    while members.is_empty() || !words.is_empty() {
        let column = words.column();
        let (low, high) = words.span("ids such as 1..3 or 1 2 3", SERVER_ID_LIMIT)?;
        for id in (low..=high).map(|id| ServerId(id as i64)) {
            if others.contains(&id) {
                let message = format!("server {id} is both among the servers, which vote, and the observers");
                return Err(Problem::new(column, message));
            }
            members.insert(id);
        }
    }
    match members.len() + others.len() {
        count if count > SERVERS_LIMIT => {
            Err(Problem::new(first, format!("{count} servers are too many, at most {SERVERS_LIMIT}")))
        }
        _ => Ok(()),
    }
}

fn group(head: &mut Head, words: &mut Words<'_>) -> Result<(), Problem> {
    let column = words.column();
    let group = head.ensemble().ids(words)?;
    for server in &group {
        if !head.voters.contains(server) {
            return Err(Problem::new(column, format!("server {server} has no vote, and stands in no group")));
        }
        if head.groups.iter().any(|other| other.contains(server)) {
            return Err(Problem::new(column, GroupError::InTwoGroups(*server).to_string()));
        }
    }
    head.groups.push(group);
    Ok(())
}

fn weight(head: &mut Head, words: &mut Words<'_>) -> Result<(), Problem> {
    let column = words.column();
    let servers = head.ensemble().ids(words)?;
    words.expect("is")?;
    let weight = words.number("a weight such as 0", WEIGHT_LIMIT)?;
    for server in servers {
        if head.weights.get(&server).is_some() {
            return Err(Problem::new(column, format!("the weight of server {server} is given twice")));
        }
        head.weights.insert(server, weight);
    }
    Ok(())
}

/// The groups of a setup. Those without any weight, which are not counted, may as well be one.
fn groups(setup: &Setup) -> impl Iterator<Item = Set<ServerId>> {
    let groups: Vec<Set<ServerId>> =
        setup.quorum.groups().map(|group| group.keys().copied().collect()).collect();
    let stands = |server: &&ServerId| groups.iter().any(|group| group.contains(server));
    let alone: Set<ServerId> =
        setup.quorum.voters().iter().filter(|server| !stands(server)).copied().collect();
    let rest = (!groups.is_empty() && !alone.is_empty()).then_some(alone);
    groups.into_iter().chain(rest)
}

fn weights(setup: &Setup) -> Vec<String> {
    let mut by_weight: Table<u64, Set<ServerId>> = Table::default();
    for server in groups(setup).flatten() {
        let weight = setup.quorum.weight(server);
        let mut servers = by_weight.get(&weight).cloned().unwrap_or_default();
        servers.insert(server);
        by_weight.insert(weight, servers);
    }
    let unusual = by_weight.iter().filter(|(weight, _)| **weight != 1);
    unusual.map(|(weight, servers)| format!("{} is {weight}", ids_text(servers))).collect()
}

/// The files in which an epoch may lie, by their words.
const EPOCHS: [(&str, &[EpochPlace]); 5] = [
    ("epoch", &[|disk| &mut disk.accepted_epoch, |disk| &mut disk.current_epoch]),
    ("accepted", &[|disk| &mut disk.accepted_epoch]),
    ("current", &[|disk| &mut disk.current_epoch]),
    ("accepted.tmp", &[|disk| &mut disk.next_accepted_epoch]),
    ("current.tmp", &[|disk| &mut disk.next_current_epoch]),
];

/// Where on a disk an epoch lies.
type EpochPlace = fn(&mut Durable) -> &mut Option<Epoch>;

fn history(head: &mut Head, words: &mut Words<'_>) -> Result<(), Problem> {
    let column = words.column();
    let servers = head.ensemble().ids(words)?;
    let mut disk = Durable::default();
    for (word, places) in EPOCHS {
        if words.skip(word) {
            let epoch = Epoch(words.number("an epoch such as 1", u64::from(u32::MAX) >> 1)? as i64);
            places.iter().for_each(|place| *place(&mut disk) = Some(epoch));
        }
    }
    if words.skip("snapshot") {
        disk.snapshots = zxids(words, 0)?.into_iter().map(Snapshot::empty).collect();
    } else {
        disk.snapshots.push(Snapshot::empty(Zxid(0)));
    }
    if words.skip("log") {
        extend_log(&mut disk.log, words)?;
        while words.skip("file") {
            disk.later_files.push(LogFile { start: disk.log.len() as u32, bytes: LOG_FILE_BYTES });
            extend_log(&mut disk.log, words)?;
        }
    }
    if !words.is_empty() {
        let mut parts: Vec<&str> = EPOCHS.iter().map(|(word, _)| *word).collect();
        parts.extend(["snapshot", "log", "file"]);
        return Err(words.none_of(&parts));
    }
    for server in servers {
        if head.setup.histories.replace(server, disk.clone()).is_some() {
            return Err(Problem::new(column, format!("the history of server {server} is given twice")));
        }
    }
    Ok(())
}

fn extend_log(log: &mut Vec<Txn>, words: &mut Words<'_>) -> Result<(), Problem> {
    let column = words.column();
    let more = zxids(words, log.len())?;
    if log.last().is_some_and(|last| more.first().is_some_and(|first| last.zxid >= *first)) {
        return Err(Problem::new(column, "the zxids of a log rise"));
    }
    log.extend(more.into_iter().map(Txn::unknown));
    Ok(())
}

/// Zxids that rise, as far as they go, where there are so many already.
fn zxids(words: &mut Words<'_>, already: usize) -> Result<Vec<Zxid>, Problem> {
    let mut zxids: Vec<Zxid> = Vec::new();
    while zxids.is_empty() || words.at_number() {
        let column = words.column();
        let (first, last) = words.zxids("zxids such as 1.1..1.4")?;
        if zxids.last().is_some_and(|before| *before >= first) {
            return Err(Problem::new(column, "the zxids of a log rise"));
        }
        if (already + zxids.len()) as i64 + (last.0 - first.0) >= HISTORY_LIMIT as i64 {
            return Err(Problem::new(column, format!("a log has at most {HISTORY_LIMIT} entries here")));
        }
        zxids.extend((first.0..=last.0).map(Zxid));
    }
    Ok(zxids)
}

/// What each disk holds, those that hold the same together.
fn histories(setup: &Setup) -> Vec<String> {
    let mut kinds: Vec<(Set<ServerId>, &Durable)> = Vec::new();
    for (server, disk) in setup.histories.iter() {
        match kinds.iter_mut().find(|(_, other)| *other == disk) {
            Some((servers, _)) => _ = servers.insert(*server),
            None => kinds.push((Set::from([*server]), disk)),
        }
    }
    kinds.into_iter().map(|(servers, disk)| format!("{}{}", ids_text(&servers), history_text(disk))).collect()
}

fn history_text(disk: &Durable) -> String {
    let mut text = String::new();
    let mut left = disk.clone();
    for (word, places) in EPOCHS {
        let mut epochs = places.iter().map(|place| *place(&mut left));
        let first = epochs.next().flatten();
        let Some(epoch) = first.filter(|epoch| epochs.all(|other| other == Some(*epoch))) else { continue };
        text += &format!(" {word} {epoch}");
        places.iter().for_each(|place| *place(&mut left) = None);
    }
    let snapshots: Vec<Zxid> = disk.snapshots.iter().map(|snapshot| snapshot.zxid).collect();
    if snapshots != [Zxid(0)] {
        text += &format!(" snapshot{}", zxids_text(&snapshots));
    }
    let log: Vec<Zxid> = disk.log.iter().map(|txn| txn.zxid).collect();
    let starts = std::iter::once(0).chain(disk.later_files.iter().map(|file| file.start as usize));
    let ends = disk.later_files.iter().map(|file| file.start as usize).chain([log.len()]);
    for (start, end) in starts.zip(ends).filter(|_| !log.is_empty()) {
        text += if start == 0 { " log" } else { " file" };
        text += &zxids_text(&log[start..end]);
    }
    text
}

/// Zxids as they are written: a run of them is written by its ends.
fn zxids_text(zxids: &[Zxid]) -> String {
    let mut text = String::new();
    let mut rest = zxids;
    while let Some((first, behind)) = rest.split_first() {
        let follows =
            |(before, zxid): &(&Zxid, &Zxid)| zxid.0 == before.0 + 1 && zxid.epoch() == before.epoch();
        let more = rest.iter().zip(behind).take_while(follows).count();
        text += &match more {
            0 => format!(" {first}"),
            _ => format!(" {first}..{}", rest[more]),
        };
        rest = &rest[more + 1..];
    }
    text
}
