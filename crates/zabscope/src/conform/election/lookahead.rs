//! Looking ahead in a log: some of what a server did at one line shows only in the lines after it.

use crate::conform::recording::log::Entry;
use std::collections::BTreeMap;
use zab::ids::{Epoch, Round, ServerId, Zxid};
use zab::storage::durable::Durable;
use zab_logs::{ElectionEvent as Line, Event, PeerEvent, ServerState};

/// How many entries ahead a server's answer to itself is looked for. It comes within a few.
const AHEAD_LIMIT: usize = 1_000;

fn of_election(entries: &[Entry]) -> impl Iterator<Item = &Line> + Clone {
    entries.iter().filter_map(|entry| match &entry.event {
        Event::Election(line) => Some(line),
        _ => None,
    })
}

/// The state with which the next election begins: its zxid, and the peer epoch of the first vote sent in it.
pub(crate) fn initial_state(ahead: &[Entry]) -> Option<Durable> {
    let mut lines = of_election(ahead);
    let zxid = lines.find_map(|line| match line {
        Line::Started { zxid, .. } => Some(Zxid(zxid.0)),
        _ => None,
    })?;
    let epoch = lines.find_map(|line| match line {
        Line::NotificationSent { peer_epoch, .. } => Some(Epoch(*peer_epoch)),
        _ => None,
    })?;
    Some(Durable::with_snapshot(epoch, zxid))
}

/// The main thread's next line, if its first line other than those about sending and receiving is `TimedOut`: then a wait has ended.
pub(crate) fn wait_ended(ahead: &[Entry]) -> Option<&Line> {
    let mut lines = of_election(ahead);
    let first = lines.clone().find(|line| {
        !matches!(
            line,
            Line::Receiving { .. }
                | Line::NotificationReceived(_)
                | Line::ReplySent { .. }
                | Line::NotificationSent { .. }
        )
    });
    let Some(Line::TimedOut { .. }) = first else { return None };
    lines.find(|line| matches!(line, Line::NotificationSent { .. } | Line::TimedOut { .. }))
}

/// Whether a server that receives its own vote of this round answers it: then it receives, before its next election, a vote of its
/// own of a later round more often than its main thread sends it. If it receives several votes of its own of earlier rounds, the
/// last of them are the answered ones.
pub(crate) fn answers_itself(ahead: &[Entry], server: ServerId, round: Round) -> bool {
    let begins_anew = |entry: &&Entry| {
        matches!(
            entry.event,
            Event::Election(Line::Started { .. }) | Event::Peer(PeerEvent::LifeBegins { .. })
        )
    };
    let mut surplus: BTreeMap<(i64, i64, i64, i64), i64> = BTreeMap::new();
    let mut earlier: i64 = 0;
    for entry in ahead.iter().take(AHEAD_LIMIT).take_while(|entry| !begins_anew(entry)) {
        match &entry.event {
            Event::Election(Line::NotificationReceived(received))
                if received.sid.0 == server.0 && received.state == ServerState::Looking =>
            {
                if received.round <= round.0 {
                    earlier += 1;
                } else {
                    let vote = (received.leader.0, received.zxid.0, received.round, received.peer_epoch);
                    *surplus.entry(vote).or_default() += 1;
                }
            }
            Event::Election(Line::NotificationSent {
                leader,
                zxid,
                round: sent,
                recipient,
                peer_epoch,
                ..
            }) if recipient.0 == server.0 => {
                *surplus.entry((leader.0, zxid.0, *sent, *peer_epoch)).or_default() -= 1;
            }
            _ => {}
        }
    }
    surplus.values().any(|surplus| *surplus > earlier)
}
