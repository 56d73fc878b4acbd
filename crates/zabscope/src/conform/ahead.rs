//! What a log goes on to say: ours is asked to do at a line what only the lines behind it show to have been done there.

use super::log::Entry;
use std::collections::BTreeMap;
use zab::ids::{Epoch, Round, ServerId, Zxid};
use zab::storage::durable::Durable;
use zab_logs::{ElectionEvent as Told, Event, PeerEvent, ServerState};

/// How many entries ahead an answer of a server to itself is looked for: it comes within a few.
const AHEAD_LIMIT: usize = 1_000;

fn of_election(entries: &[Entry]) -> impl Iterator<Item = &Told> + Clone {
    entries.iter().filter_map(|entry| match &entry.event {
        Event::Election(told) => Some(told),
        _ => None,
    })
}

/// The state with which the next election begins: its zxid, and the peer epoch of the first vote sent in it.
pub(crate) fn state(ahead: &[Entry]) -> Option<Durable> {
    let mut told = of_election(ahead);
    let zxid = told.find_map(|told| match told {
        Told::Started { zxid, .. } => Some(Zxid(zxid.0)),
        _ => None,
    })?;
    let epoch = told.find_map(|told| match told {
        Told::NotificationSent { peer_epoch, .. } => Some(Epoch(*peer_epoch)),
        _ => None,
    })?;
    Some(Durable::with_snapshot(epoch, zxid))
}

/// What the main thread says next, if the first of it, beside what it sends, is that it waits longer: then a wait has ended.
pub(crate) fn wait_ended(ahead: &[Entry]) -> Option<&Told> {
    let mut told = of_election(ahead);
    let first = told.clone().find(|told| {
        !matches!(
            told,
            Told::Receiving { .. }
                | Told::NotificationReceived(_)
                | Told::ReplySent { .. }
                | Told::NotificationSent { .. }
        )
    });
    let Some(Told::TimedOut { .. }) = first else { return None };
    told.find(|told| matches!(told, Told::NotificationSent { .. } | Told::TimedOut { .. }))
}

/// Whether a server that hears its own vote of this round answers it: then it hears, before its next election, a vote of itself
/// in a later round more often than its main thread sends that. Of several votes of itself that it hears in an earlier round, the
/// last are those that are answered.
pub(crate) fn answers_itself(ahead: &[Entry], server: ServerId, round: Round) -> bool {
    let begins_anew = |entry: &&Entry| {
        matches!(
            entry.event,
            Event::Election(Told::Started { .. }) | Event::Peer(PeerEvent::LifeBegins { .. })
        )
    };
    let mut surplus: BTreeMap<(i64, i64, i64, i64), i64> = BTreeMap::new();
    let mut earlier: i64 = 0;
    for entry in ahead.iter().take(AHEAD_LIMIT).take_while(|entry| !begins_anew(entry)) {
        match &entry.event {
            Event::Election(Told::NotificationReceived(heard))
                if heard.sid.0 == server.0 && heard.state == ServerState::Looking =>
            {
                if heard.round <= round.0 {
                    earlier += 1;
                } else {
                    let vote = (heard.leader.0, heard.zxid.0, heard.round, heard.peer_epoch);
                    *surplus.entry(vote).or_default() += 1;
                }
            }
            Event::Election(Told::NotificationSent {
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
