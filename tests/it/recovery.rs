//! Whatever crashes and comes back: once all are up and left alone, they serve one leader and share one history.
//!
//! In ZooKeeper this has three exceptions, and the property names them: a disk that refuses to start (ZOOKEEPER-2354), a log cut
//! back behind a snapshot (ZOOKEEPER-1549), and a promise of a later epoch than the one that came.

use crate::effort;
use crate::writes::violations;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use zab::collections::set::Set;
use zab::ids::{Epoch, Micros, ServerId, Zxid};
use zab::note::{Mode, Note, Phase};
use zab::quorum::Quorum;
use zab::release::Release;
use zab::storage::durable::DiskStep;
use zab::storage::durable::Durable;
use zab::storage::txn::Txn;
use zab::vote::ServerState;
use zab_sim::play::Play;
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::Scenario;
use zab_sim::world::network::Latency;
use zab_sim::world::{Action, Settings, Setup};

/// Everyone is out of LOOKING well before this: an election takes a second at most, a wait for a quorum that does not come
/// `initLimit` ticks (20 s), and a learner that gives up begins again within that; three such turns are more than any schedule
/// here needs.
const QUIET: Micros = Micros::from_millis(70_000);

fn ms(low: u64, high: u64) -> Latency {
    Latency { min: Micros::from_millis(low), max: Micros::from_millis(high) }
}

/// Three voters, one observer, histories that share a prefix, and so many crashes and restarts.
fn play(seed: u64, release: Release, tails: [u32; 4], doings: &[(u64, i64)]) -> (Play, Vec<Event>) {
    let history =
        |tail: u32| Durable::with_log(Epoch(1), (1..=2 + tail).map(|counter| Zxid::new(1, counter)));
    let setup = Setup {
        quorum: Quorum::majority((1..=3).map(ServerId)),
        observers: Set::from([ServerId(4)]),
        seed,
        latency: ms(1, 40),
        disk: ms(1, 20),
        histories: (1..=4).map(ServerId).zip(tails.map(history)).collect(),
        release,
        settings: Settings::default(),
        costs: Default::default(),
    };
    let mut play = Play::new(Arc::new(Scenario { title: Vec::new(), setup, lines: Vec::new() }));
    let mut events = Vec::new();
    let until = |play: &mut Play, events: &mut Vec<_>, at: Micros| {
        while play.next().is_some_and(|next| next <= at) {
            play.step(events);
        }
        play.idle_until(at);
    };
    for id in 1..=4 {
        play.act(Action::Start(ServerId(id)), &mut events).unwrap();
    }
    let mut now = Micros(0);
    for (wait, id) in doings {
        now = now + Micros::from_millis(*wait);
        until(&mut play, &mut events, now);
        let id = ServerId(*id);
        let action = if play.world().process(id).is_some() { Action::Crash(id) } else { Action::Restart(id) };
        play.act(action, &mut events).unwrap();
    }
    for id in (1..=4).map(ServerId) {
        if play.world().process(id).is_none() {
            play.act(Action::Restart(id), &mut events).unwrap();
        }
    }
    until(&mut play, &mut events, now + QUIET);
    assert!(events.iter().all(|event| event.cause.is_none_or(|cause| cause < event.id)));
    let exits = events.iter().any(|event| matches!(event.what, What::Exited { .. } | What::Stopped { .. }));
    assert!(!exits || is_cut_behind_a_snapshot(&events));
    (play, events)
}

/// Whether a log is to be cut back to before a snapshot of the same server. The snapshot stays, and what was cut is back in the tree
/// when the tree is read from it (ZOOKEEPER-1549): a history that others do not share. A server that was sent that snapshot, and has
/// no log at all, cannot cut: its process ends.
pub(crate) fn is_cut_behind_a_snapshot(events: &[Event]) -> bool {
    let mut newest = BTreeMap::new();
    events.iter().any(|event| match &event.what {
        What::Persisted { step: DiskStep::Snapshot { snapshot, .. } } => {
            let newest = newest.entry(event.server).or_insert(snapshot.zxid);
            *newest = snapshot.zxid.max(*newest);
            false
        }
        What::Noted(Note::SyncBegun { mode: Mode::Trunc, zxid }) => {
            newest.get(&event.server).is_some_and(|newest| newest > zxid)
        }
        _ => false,
    })
}

/// Whether a log was cut at a zxid that is not in it. One transaction behind that stays, in log and tree
/// (`docs/truncate-keeps-one-too-many.md`). For servers whose logs were empty at the beginning.
pub(crate) fn is_cut_too_late(events: &[Event]) -> bool {
    let mut logs: BTreeMap<_, BTreeSet<Zxid>> = BTreeMap::new();
    events.iter().any(|event| {
        let log = logs.entry(event.server).or_default();
        match &event.what {
            What::Persisted { step: DiskStep::Append { txn, .. } } => {
                log.insert(txn.zxid);
                false
            }
            What::Persisted { step: DiskStep::Truncate(zxid) } => {
                let too_late = !log.contains(zxid) && log.iter().any(|entry| entry > zxid);
                log.retain(|entry| entry <= zxid);
                too_late
            }
            _ => false,
        }
    })
}

/// Whether a server is sent a snapshot that has in its log what was never committed: that stays there, and may be sent to others (ZOOKEEPER-2846). For
/// servers whose logs were empty at the beginning.
pub(crate) fn is_left_beside_a_snapshot(events: &[Event]) -> bool {
    let mut logs: BTreeMap<_, BTreeSet<Zxid>> = BTreeMap::new();
    let mut committed = BTreeSet::new();
    events.iter().any(|event| {
        let log = logs.entry(event.server).or_default();
        match &event.what {
            What::Persisted { step: DiskStep::Append { txn, .. } } => _ = log.insert(txn.zxid),
            What::Persisted { step: DiskStep::Truncate(zxid) } => log.retain(|entry| entry <= zxid),
            What::Noted(Note::Committed { zxid }) => _ = committed.insert(*zxid),
            What::Noted(Note::SyncBegun { mode: Mode::Snap, .. }) => return !log.is_subset(&committed),
            _ => {}
        }
        false
    })
}

/// Whether a server that was sent a snapshot applies, as it stops serving, what was in its log before (`fastForwardDataBase`, which reads the log
/// beyond the last zxid): nobody has cut that log. A snapshot of a later epoch may hide it on the disk; then memory has what the disk does not.
pub(crate) fn is_brought_back_by_a_shutdown(events: &[Event]) -> bool {
    let mut left: BTreeMap<_, Option<BTreeSet<Zxid>>> = BTreeMap::new();
    events.iter().any(|event| {
        let logged = left.entry(event.server).or_default();
        match &event.what {
            What::Noted(Note::SyncBegun { mode, .. }) => {
                *logged = (*mode == Mode::Snap).then(BTreeSet::new);
                false
            }
            What::Persisted { step: DiskStep::Append { txn, .. } } => {
                logged.iter_mut().for_each(|logged| _ = logged.insert(txn.zxid));
                false
            }
            What::Noted(Note::FastForwarded { from, .. }) => {
                logged.as_ref().is_some_and(|logged| !logged.contains(from))
            }
            _ => false,
        }
    })
}

/// Seen once in some 125,000 plays of the property below.
#[test]
fn what_a_snapshot_lacks_is_brought_back_by_a_shutdown() {
    let doings = [(395, 3), (518, 3), (906, 2), (224, 3), (530, 3), (289, 2), (500, 2), (1, 1)];
    let (_, events) = play(5_377_879_138_366_648_877, Release::V3_9_5, [0, 0, 0, 1], &doings);
    assert!(is_brought_back_by_a_shutdown(&events));
    assert_eq!(violations(&events).len(), 1);
    assert!(
        violations(&events)[0].contains("invariant MemDisk facts [lastZxids server 4 memory 1.3 disk 1.2]")
    );
}

proptest! {
    #![proptest_config(effort::cases(1_000))]

    #[test]
    fn they_serve_one_leader_and_share_one_history(
        seed: u64,
        old: bool,
        tails in prop::array::uniform4(0u32..4),
        doings in prop::collection::vec((1u64..1_500, 1i64..5), 0..10),
    ) {
        let release = if old { Release::V3_8_0 } else { Release::V3_9_5 };
        let (play, events) = play(seed, release, tails, &doings);
        let world = play.world();
        // One that its own disk keeps from starting is out of it (ZOOKEEPER-2354); the voters left must still be a quorum.
        let up: Vec<_> = world.servers().filter_map(|id| world.process(id)).collect();
        prop_assume!(up.iter().filter(|server| server.id().0 <= 3).count() >= 2);
        let shared = !is_cut_behind_a_snapshot(&events);
        let back = is_brought_back_by_a_shutdown(&events);
        // What 3.8.0 does wrong between its sync thread and its memory (ZOOKEEPER-4712) is seen elsewhere.
        prop_assert!(old || !shared || back || violations(&events).is_empty(), "{:?}", violations(&events));
        let leaders: Vec<_> = up.iter().filter(|server| server.state() == ServerState::Leading).collect();
        prop_assert_eq!(leaders.len(), 1);
        for server in &up {
            // A server that has promised a later epoch stays out, for as long as this one lasts (reference §3).
            if server.accepted_epoch() > leaders[0].current_epoch() {
                continue;
            }
            prop_assert_eq!(server.phase(), Phase::Broadcast, "server {}", server.id());
            prop_assert_eq!(server.leader(), Some(leaders[0].id()), "server {}", server.id());
            prop_assert_eq!(server.current_epoch(), leaders[0].current_epoch(), "server {}", server.id());
            let history = |server: &zab::server::Server| server.tree().map(|tree| tree.history().to_vec());
            prop_assert!(!shared || history(server) == history(leaders[0]), "server {}: {:?}", server.id(), history(server));
        }
    }
}

/// 3 has one transaction more than the others. It dies before it knows that they have elected it, comes back, leads alone with
/// a snapshot of what it has, and gives up; the others have begun an epoch without it, and TRUNC cuts its log. But the tree is
/// read from the snapshot again.
#[test]
fn what_is_cut_from_the_log_stays_in_a_snapshot() {
    for release in [Release::V3_8_0, Release::V3_9_5] {
        let mut plays = (0..50).map(|seed| play(seed, release, [0, 0, 1, 0], &[(122, 3), (523, 3)]));
        let (play, _) = plays.find(|(_, events)| is_cut_behind_a_snapshot(events)).expect("one of fifty");
        let server = |id| play.world().process(ServerId(id)).unwrap();
        let z = |counter| Zxid::new(1, counter);
        assert_eq!(server(3).durable().log, [z(1), z(2)].map(Txn::unknown));
        assert_eq!(server(3).tree().unwrap().history(), [z(1), z(2), z(3)]);
        for id in [1, 2] {
            assert_eq!(server(id).tree().unwrap().history(), [z(1), z(2)]);
        }
    }
}

/// A disk may be slower than any wait: nothing turns in circles, and time goes on.
#[test]
fn slow_disks_do_not_stop_time() {
    for text in [
        "zabscope 1\nservers 1..3\ndisk 25s\nat 0s start all\nat 300s expect down 1\n".to_owned(),
        "zabscope 1\nservers 1..3\ndisk 25ms\nhistory 1 epoch 1 log 1.1\nhistory 2 3 epoch 1 log 1.1..1.500\n\
         at 0s start 2 3\nat 4s start 1\nat 60s expect zxid 1.500 on 1\n"
            .to_owned(),
    ] {
        let run = zab_sim::play::run(&Scenario::read(&text).unwrap());
        assert!(run.world.now() >= Micros::from_millis(60_000), "{text}");
        assert!(run.events.len() < 100_000, "{text}");
    }
}
