//! What a crash leaves, and whether a server can go on from there (reference §1.2, §4.3).

use std::sync::Arc;
use zab::ids::{Epoch, Micros, ServerId, Zxid};
use zab::message::Message;
use zab::storage::durable::{DiskStep, Durable, EpochFile, Refusal, Snapshot};
use zab::storage::txn::Txn;
use zab::vote::ServerState;
use zab_sim::play::Play;
use zab_sim::record::event::{Event, What};
use zab_sim::record::view::ServerView;
use zab_sim::scenario::Scenario;
use zab_sim::world::Action;

fn z(epoch: u32, counter: u32) -> Zxid {
    Zxid::new(epoch, counter)
}

#[test]
fn a_process_opens_its_disk_or_refuses_to() {
    let snapshot = |zxid| vec![Snapshot::empty(zxid)];
    let disk = |accepted: Option<i64>, current: Option<i64>, next: Option<i64>, log: &[Zxid]| Durable {
        accepted_epoch: accepted.map(Epoch),
        current_epoch: current.map(Epoch),
        next_current_epoch: next.map(Epoch),
        log: log.iter().copied().map(Txn::unknown).collect(),
        snapshots: snapshot(Zxid(0)),
        ..Durable::default()
    };
    let behind = |current, last| Err(Refusal::CurrentEpochBehindLog { current: Epoch(current), last });
    // What is on disk, and with which accepted and current epoch the process goes on, or why not.
    let table = [
        (disk(None, None, None, &[]), Ok((0, 0))),
        (disk(None, None, None, &[z(1, 1), z(3, 2)]), Ok((3, 3))),
        (disk(Some(1), Some(1), None, &[z(1, 1)]), Ok((1, 1))),
        (disk(Some(2), Some(1), None, &[z(1, 1)]), Ok((2, 1))),
        (disk(Some(5), Some(4), None, &[]), Ok((5, 4))),
        (
            disk(Some(1), Some(2), None, &[]),
            Err(Refusal::AcceptedEpochBehindCurrent { accepted: Epoch(1), current: Epoch(2) }),
        ),
        (disk(Some(2), Some(1), None, &[z(2, 1)]), behind(1, z(2, 1))),
        (disk(None, Some(1), None, &[z(2, 1)]), behind(1, z(2, 1))),
        // The epoch that was being written when the process died is taken up, if the log needs it.
        (disk(Some(2), Some(1), Some(2), &[z(2, 1)]), Ok((2, 2))),
        (disk(Some(2), Some(1), Some(2), &[z(1, 1)]), Ok((2, 1))),
        (
            disk(Some(1), Some(1), Some(2), &[z(2, 1)]),
            Err(Refusal::AcceptedEpochBehindCurrent { accepted: Epoch(1), current: Epoch(2) }),
        ),
        // However old it is.
        (disk(Some(3), Some(1), Some(2), &[z(3, 1)]), Ok((3, 2))),
        // The name of an epoch's beginning, from a snapshot, counts like any zxid.
        (Durable { snapshots: snapshot(z(2, 0)), ..disk(Some(2), Some(1), None, &[]) }, behind(1, z(2, 0))),
        (Durable { snapshots: snapshot(z(2, 0)), ..disk(Some(2), Some(2), None, &[z(1, 5)]) }, Ok((2, 2))),
    ];
    for (mut disk, expected) in table {
        let before = disk.clone();
        let opened = disk.open().map(|()| (disk.accepted_epoch.unwrap().0, disk.current_epoch.unwrap().0));
        assert_eq!(opened, expected, "{before:?}");
    }
    let mut empty = Durable::default();
    empty.open().unwrap();
    assert_eq!(empty.snapshots, snapshot(Zxid(0)), "an empty folder is given an empty snapshot");
}

#[test]
fn an_epoch_is_in_force_only_when_it_is_in_its_place() {
    let mut disk = Durable::with_log(Epoch(1), [z(1, 1)]);
    disk.apply(&DiskStep::WriteEpoch(EpochFile::Current, Epoch(2)));
    assert_eq!((disk.current_epoch, disk.next_current_epoch), (Some(Epoch(1)), Some(Epoch(2))));
    disk.apply(&DiskStep::RenameEpoch(EpochFile::Current));
    assert_eq!((disk.current_epoch, disk.next_current_epoch), (Some(Epoch(2)), None));
}

/// A play in which server 1 is synchronized and dies when it has written so many steps after NEWLEADER.
fn end_after(
    end: Action,
    history: &str,
    release: &str,
    steps: usize,
) -> Option<(ServerView, Play, Vec<Event>)> {
    let text = format!(
        "zabscope 1\nservers 1..3\nrelease {release}\nlatency 10ms..40ms\n{history}\nat 0s start 2 3\nat 4s start 1\n"
    );
    let mut play = Play::new(Arc::new(Scenario::read(&text).unwrap()));
    let mut events = Vec::new();
    let one = |event: &&Event| event.server == Some(ServerId(1));
    while play.next().is_some_and(|at| at < Micros::from_millis(8_000)) {
        play.step(&mut events);
        let told = events.iter().filter(one).position(|event| {
            matches!(event.what, What::Delivered { content: Message::NewLeader { .. }, .. })
        });
        let Some(told) = told else { continue };
        let written =
            events.iter().filter(one).skip(told).filter(|event| matches!(event.what, What::Persisted { .. }));
        if written.count() == steps {
            play.act(end, &mut events).unwrap();
            let left = play.world().view().servers.swap_remove(0);
            return Some((left, play, events));
        }
    }
    None
}

const CRASH: Action = Action::Crash(ServerId(1));
const POWER_OFF: Action = Action::PowerOff(ServerId(1));

const BEHIND: &str = "history 1 epoch 1 log 1.1..1.2\nhistory 2 3 epoch 1 log 1.1..1.4";
const AHEAD: &str = "history 1 epoch 1 log 1.1..1.6\nhistory 2 3 epoch 1 log 1.1..1.4";
const EMPTY: &str = "history 2 3 epoch 1 log 1.1..1.4";

/// Wherever between two steps of NEWLEADER a follower dies, it comes back, and ends where its leader is. But for one place, and
/// there ZooKeeper's servers do not come back either: the snapshot bears the new epoch, the epoch's file does not yet
/// (ZOOKEEPER-2354).
#[test]
fn a_follower_may_die_between_any_two_steps_of_newleader() {
    // DIFF: two entries, made safe, the epoch beside its file, the epoch in its place. The others: a snapshot, and the epoch.
    let ways = [CRASH, POWER_OFF].into_iter().flat_map(|end| {
        [(BEHIND, 5), (AHEAD, 3), (EMPTY, 3)].map(|(history, steps)| (end.clone(), history, steps))
    });
    for (end, history, steps) in ways {
        for died_after in 0..=steps {
            let Some((_, mut play, mut events)) = end_after(end.clone(), history, "3.9.5", died_after) else {
                panic!("{history}: fewer than {died_after} steps");
            };
            play.act(Action::Restart(ServerId(1)), &mut events).unwrap();
            let until = play.world().now() + Micros::from_millis(5_000);
            while play.next().is_some_and(|at| at < until) {
                play.step(&mut events);
            }
            let one = &play.world().view().servers[0];
            let refused = |event: &Event| matches!(event.what, What::StartRefused { .. });
            assert_eq!(
                events.iter().any(refused),
                history == EMPTY && died_after == 1,
                "{history}, {died_after}"
            );
            if events.iter().any(refused) {
                continue;
            }
            let process =
                one.process.as_ref().unwrap_or_else(|| panic!("{history}, {died_after}: it did not start"));
            assert_eq!(
                (process.state, process.leader),
                (ServerState::Following, Some(ServerId(3))),
                "{history}, {died_after}"
            );
            assert_eq!(one.current_epoch, Epoch(2), "{history}, {died_after}");
            let last = one.last_zxid;
            assert!(last == z(1, 4) || last == z(2, 0), "{history}, {died_after}: it ends at {last}");
        }
        assert!(end_after(end, history, "3.9.5", steps + 1).is_none(), "{history}: more than {steps} steps");
    }
}

/// The order of the steps is what the release makes it: 3.9.5 has the leader's transactions safe before it takes the leader's
/// epoch, 3.8.0 takes the epoch first and may die without them (ZOOKEEPER-4643).
#[test]
fn what_is_on_disk_with_the_new_epoch_depends_on_the_release() {
    let with_epoch_without_log = |release| {
        (0..=5).any(|steps| {
            end_after(POWER_OFF, BEHIND, release, steps)
                .is_some_and(|(left, ..)| left.current_epoch == Epoch(2) && left.log.len() < 4)
        })
    };
    assert!(!with_epoch_without_log("3.9.5"));
    assert!(with_epoch_without_log("3.8.0"));
}

/// When a follower acknowledges its leader, all that the leader committed is safe on its disk, and the leader's epoch is in
/// its place.
#[test]
fn what_is_acknowledged_is_safe() {
    for history in [BEHIND, AHEAD, EMPTY] {
        let text = format!("zabscope 1\nservers 1..3\n{history}\nat 0s start 2 3\nat 2s start 1\n");
        let mut play = Play::new(Arc::new(Scenario::read(&text).unwrap()));
        let (mut events, mut acknowledged) = (Vec::new(), 0);
        while play.next().is_some_and(|at| at < Micros::from_millis(4_000)) {
            let seen = events.len();
            play.step(&mut events);
            let acks = events[seen..]
                .iter()
                .filter(|event| matches!(event.what, What::Sent { content: Message::Ack { .. }, .. }));
            for ack in acks {
                let view = play.world().view();
                let server = view.servers.iter().find(|server| Some(server.id) == ack.server).unwrap();
                assert_eq!(server.current_epoch, Epoch(2), "{history}: {ack}");
                assert!(server.log.iter().all(|entry| entry.safe), "{history}: {ack}");
                let logged = server.log.last().map(|entry| entry.zxid);
                assert!(logged == Some(z(1, 4)) || server.snapshot == z(2, 0), "{history}: {ack}");
                acknowledged += 1;
            }
        }
        assert!(acknowledged >= 4, "{history}: two followers acknowledge twice each");
    }
}

/// An entry that is written and not made safe outlives its process. The loss of power takes it. But one that is only appended has
/// not left the process's memory yet.
#[test]
fn what_was_not_made_safe_goes_with_the_power_and_not_with_the_process() {
    let (left, ..) = end_after(CRASH, BEHIND, "3.9.5", 1).unwrap();
    assert_eq!(left.log.len(), 2, "1.3 was appended, and nobody had begun to make it safe");
    for (end, left_of_two) in [(CRASH, 4), (POWER_OFF, 2)] {
        let (left, _, events) = end_after(end.clone(), BEHIND, "3.9.5", 2).unwrap();
        let appended =
            |event: &&Event| matches!(event.what, What::Persisted { step: DiskStep::Append { .. } });
        assert_eq!(events.iter().filter(appended).count(), 2);
        assert_eq!(left.log.len(), left_of_two, "1.3 and 1.4 were only written");
        let (left, ..) = end_after(end, BEHIND, "3.9.5", 3).unwrap();
        assert_eq!(left.log.len(), 4);
        assert!(left.log.iter().all(|entry| entry.safe));
    }
}

/// In 3.8.0 the sync thread acknowledges what it was handed; in 3.9.5 there is nothing of that kind before UPTODATE.
#[test]
fn transactions_of_a_synchronization_are_acknowledged_one_by_one_only_in_the_old_release() {
    for (release, acks) in [("3.8.0", 2), ("3.9.5", 0)] {
        let text = format!(
            "zabscope 1\nservers 1..3\nrelease {release}\n{BEHIND}\nat 0s start all\nexpect leader 3 within 1s\n\
             expect epoch 2 on 1 2 3 within 2s\nat 4s expect zxid 1.4 on 1\n"
        );
        let run = zab_sim::play::run(&Scenario::read(&text).unwrap());
        let own = |event: &&Event| {
            event.server == Some(ServerId(1))
                && matches!(event.what, What::Sent { content: Message::Ack { zxid }, .. } if zxid.counter() > 0)
        };
        assert_eq!(run.events.iter().filter(own).count(), acks, "{release}");
        assert!(
            run.events.iter().all(|event| !matches!(event.what, What::Expected { met: false, .. })),
            "{release}"
        );
    }
}
