//! What a learner keeps when it loses its leader: memory, disk, and what of the two it then votes with (reference §6.6).

use crate::single_server::{Lone, vote};
use zab::config::Config;
use zab::ids::{ConnectionId, Epoch, ServerId, Zxid};
use zab::io::{Input, Output};
use zab::message::{Message, Port};
use zab::note::Note;
use zab::quorum::Quorum;
use zab::release::Release;
use zab::server::Unit;
use zab::storage::durable::{Durable, Snapshot};
use zab::storage::txn::Txn;
use zab::vote::ServerState::{Following, Leading, Looking};

const PORT: Port = Port::Quorum;
const CONNECTION: ConnectionId = ConnectionId(103);

fn z(epoch: u32, counter: u32) -> Zxid {
    Zxid::new(epoch, counter)
}

/// Server 1 with 1.1 and 1.2, which follows 3 and has been told of epoch 2 and of all these packets.
fn learner(release: Release, packets: &[Message]) -> Lone {
    let mut config = Config::new(ServerId(1), Quorum::majority((1..=3).map(ServerId)));
    config.release = release;
    let mut lone = Lone::new(config, Durable::with_log(Epoch(1), [z(1, 1), z(1, 2)]));
    lone.settle();
    lone.hear(2, Following, vote(1, 3, z(1, 2), 1));
    lone.hear(3, Leading, vote(1, 3, z(1, 2), 1));
    lone.file(Input::Connected { to: ServerId(3), port: PORT, connection: CONNECTION }, Unit::Main);
    tell(&mut lone, &[Message::LeaderInfo { epoch: Epoch(2) }]);
    tell(&mut lone, packets);
    lone
}

fn tell(lone: &mut Lone, packets: &[Message]) {
    for message in packets {
        lone.file(
            Input::Received { port: PORT, connection: CONNECTION, message: message.clone() },
            Unit::Main,
        );
        lone.work();
    }
}

/// The leader is gone; the zxid with which the server goes into the next election.
fn votes_with_after_loss(lone: &mut Lone) -> Zxid {
    lone.file(Input::Closed { port: PORT, connection: CONNECTION }, Unit::Main);
    lone.work();
    assert_eq!(lone.state(), Looking);
    lone.server.vote().zxid
}

fn diff() -> Message {
    Message::Diff { zxid: z(1, 4) }
}

fn proposal(counter: u32) -> Message {
    Message::Proposal { txn: Txn::unknown(z(1, counter)) }
}

fn commit(counter: u32) -> Message {
    Message::Commit { zxid: z(1, counter) }
}

fn new_leader() -> Message {
    Message::NewLeader { zxid: z(2, 0) }
}

/// What nobody has committed, but the server has logged, is what it votes with once it has served: ZOOKEEPER-2845.
#[test]
fn what_a_serving_server_has_logged_becomes_its_own() {
    let packets = [diff(), proposal(3), commit(3), proposal(4), new_leader(), Message::UpToDate];
    let mut lone = learner(Release::V3_9_5, &packets);
    assert_eq!(lone.server.last_processed(), z(1, 3), "1.4 is logged, and not committed");
    assert_eq!(lone.server.durable().last_zxid(), z(1, 4));
    assert_eq!(votes_with_after_loss(&mut lone), z(1, 4));
    assert_eq!(lone.server.current_epoch(), Epoch(2));
}

/// One that was not serving yet is left as it is: what it was sent and had not to apply is forgotten.
#[test]
fn a_server_that_was_not_serving_yet_votes_with_what_it_had_applied() {
    let table: [(&[Message], Zxid); 4] = [
        (&[diff()], z(1, 2)),
        (&[diff(), proposal(3), commit(3)], z(1, 2)),
        (&[diff(), proposal(3), commit(3), proposal(4), new_leader()], z(1, 3)),
        // ZOOKEEPER-5094, open: what followed a TRUNC is in memory alone, and is kept.
        (
            &[Message::Trunc { zxid: z(1, 1) }, Message::Proposal { txn: Txn::unknown(z(1, 2)) }, commit(2)],
            z(1, 2),
        ),
    ];
    for (packets, last) in table {
        assert_eq!(votes_with_after_loss(&mut learner(Release::V3_9_5, packets)), last, "{packets:?}");
    }
}

/// A tree that came as a snapshot and was not written yet is dropped, and the disk is read again: ZOOKEEPER-3642.
#[test]
fn a_snapshot_that_was_not_written_is_dropped() {
    let snap = Message::Snap { snapshot: Snapshot::empty(z(1, 9)) };
    let mut lone = learner(Release::V3_9_5, std::slice::from_ref(&snap));
    assert_eq!(lone.server.last_processed(), z(1, 9));
    assert_eq!(votes_with_after_loss(&mut lone), z(1, 2));
    assert_eq!(votes_with_after_loss(&mut learner(Release::V3_9_5, &[snap, new_leader()])), z(1, 9));
}

/// Until 3.9.2 a learner that stops serving does not wait for its sync thread. What that writes afterwards is on its disk and not
/// in its memory, nor in its vote: ZOOKEEPER-4712.
#[test]
fn what_the_sync_thread_writes_too_late_is_missing_in_the_old_release() {
    for (release, last) in [(Release::V3_8_0, z(1, 2)), (Release::V3_9_5, z(1, 3))] {
        let mut lone = learner(release, &[diff(), new_leader(), proposal(3)]);
        // UPTODATE hands 1.3 to the sync thread; the leader is lost before that has written it.
        let message = Message::UpToDate;
        lone.file(Input::Received { port: PORT, connection: CONNECTION, message }, Unit::Main);
        lone.settle();
        assert_eq!(votes_with_after_loss(&mut lone), last, "{release:?}");
        assert_eq!(lone.server.durable().last_zxid(), z(1, 3), "{release:?}: it is on disk");
    }
}

/// An acknowledgement of what an earlier leader proposed does not reach a later one.
#[test]
fn a_later_leader_hears_no_acknowledgement_meant_for_an_earlier() {
    let mut lone = learner(Release::V3_8_0, &[diff(), proposal(3)]);
    // NEWLEADER hands 1.3 to the sync thread. The leader is lost as soon as the epoch is written.
    let message = new_leader();
    lone.file(Input::Received { port: PORT, connection: CONNECTION, message }, Unit::Main);
    lone.file(Input::Closed { port: PORT, connection: CONNECTION }, Unit::Main);
    let mut outputs = lone.work();
    outputs.extend(
        lone.file(
            Input::Connected { to: ServerId(3), port: PORT, connection: ConnectionId(104) },
            Unit::Main,
        ),
    );
    outputs.extend(lone.work());
    let astray = |output: &&Output| {
        matches!(output, Output::Send { connection: ConnectionId(104), message: Message::Ack { .. } })
    };
    assert_eq!(outputs.iter().find(astray), None);
    assert!(outputs.iter().any(|output| matches!(output, Output::Note(Note::LeaderLost { .. }))));
}

/// A TRUNC where there is no log to cut ends the process with ZooKeeper's code.
#[test]
fn a_truncation_without_a_log_ends_the_process() {
    let mut lone = learner(Release::V3_9_5, &[]);
    lone.server.assume(Durable::with_snapshot(Epoch(1), z(1, 2)));
    let message = Message::Trunc { zxid: z(1, 1) };
    let outputs = lone.file(Input::Received { port: PORT, connection: CONNECTION, message }, Unit::Main);
    assert!(outputs.contains(&Output::Exit { code: 13 }), "{outputs:?}");
}
