//! Every text outside of elections.

use super::assert_events;
use zab_logs::{
    BroadcastEvent, EpochFile, Event, LeaderEvent, LearnerEvent, LearnerHandlerEvent, PeerEvent, Phase,
    Request, ServerId, ServerState, StorageEvent, SyncMode, Zxid,
};

const PEER: ServerId = ServerId(2);
const ZXID: Zxid = Zxid(0x1_0000_0002);

fn address() -> String {
    "/127.0.0.1:21103".to_owned()
}

#[test]
fn the_server_as_a_whole() {
    use PeerEvent::*;
    assert_events(
        "QuorumPeerMain",
        Event::Peer,
        vec![
            ("Starting quorum peer, myid=2", LifeBegins { server: Some(PEER) }),
            ("Starting quorum peer", LifeBegins { server: None }),
        ],
    );
    let changed = |state, phase, mode| StateChanged { state, phase, mode };
    assert_events(
        "QuorumPeer",
        Event::Peer,
        vec![
            ("LOOKING", StateEntered(ServerState::Looking)),
            ("FOLLOWING", StateEntered(ServerState::Following)),
            ("LEADING", StateEntered(ServerState::Leading)),
            ("OBSERVING", StateEntered(ServerState::Observing)),
            ("PeerState set to LOOKING", SetToLooking),
            ("Peer state changed: leading", changed(ServerState::Leading, Phase::Election, None)),
            (
                "Peer state changed: observing - discovery",
                changed(ServerState::Observing, Phase::Discovery, None),
            ),
            (
                "Peer state changed: following - synchronization - trunc",
                changed(ServerState::Following, Phase::Synchronization, Some(SyncMode::Trunc)),
            ),
            (
                "Peer state changed: looking - diff",
                changed(ServerState::Looking, Phase::Election, Some(SyncMode::Diff)),
            ),
            (
                "currentEpoch not found! Creating with a reasonable default of 3. \
                 This should only happen when you are upgrading your installation",
                EpochFileMissing { file: EpochFile::Current, epoch: 3 },
            ),
            (
                "acceptedEpoch not found! Creating with a reasonable default of 0. \
                 This should only happen when you are upgrading your installation",
                EpochFileMissing { file: EpochFile::Accepted, epoch: 0 },
            ),
            (
                "/data/version-2/currentEpoch.tmp found. Setting current epoch to 5.",
                CurrentEpochRepaired { epoch: 5 },
            ),
            (
                "updatingEpoch found. The server was terminated after taking a snapshot but \
                 before updating current epoch. Setting current epoch to 5.",
                CurrentEpochRepaired { epoch: 5 },
            ),
            ("Unable to load database on disk", DatabaseUnreadable),
        ],
    );
}

#[test]
fn the_learners_side() {
    use LearnerEvent::*;
    let unreachable =
        |remaining_ms, gives_up| LeaderUnreachable { tries: 1, remaining_ms, address: address(), gives_up };
    let begins = |mode| SyncBegins { mode, zxid: ZXID };
    assert_events(
        "o.a.z.s.q.Learner",
        Event::Learner,
        vec![
            ("Waiting for 131 ms before reconnecting with the leader", ObserverWaits { ms: 131 }),
            (
                "Observing new leader sid=2 addr=/127.0.0.1:21103",
                ObservingLeader { leader: PEER, address: address() },
            ),
            (
                "Unexpected exception, tries=1, remaining init limit=4900, \
                 connecting to /127.0.0.1:21103",
                unreachable(Some(4900), false),
            ),
            ("Unexpected exception, tries=1, connecting to /127.0.0.1:21103", unreachable(None, false)),
            (
                "Unexpected exception, retries exceeded. tries=1, remaining init limit=0, \
                 connecting to /127.0.0.1:21103",
                unreachable(Some(0), true),
            ),
            (
                "Unexpected exception, connectToLeader exceeded. tries=1, \
                 remaining init limit=-3, connecting to /127.0.0.1:21103",
                unreachable(Some(-3), true),
            ),
            (
                "Successfully connected to leader, using address: /127.0.0.1:21103",
                LeaderReached { address: address() },
            ),
            ("Getting a diff from the leader 0x100000002", begins(SyncMode::Diff)),
            ("Getting a snapshot from leader 0x100000002", begins(SyncMode::Snap)),
            ("Truncating log to get in sync with the leader 0x100000002", begins(SyncMode::Trunc)),
            ("DIFF sync got first proposal 0x100000002", FirstProposalReceived { zxid: ZXID }),
            ("Learner received NEWLEADER message", NewLeaderReceived),
            (
                "3 txns have been persisted and it took 12ms",
                CommittedPersisted { txns: Some(3), ms: 12, not_logged: None },
            ),
            (
                "It took 12ms to persist and commit txns in packetsCommitted. \
                 4 outstanding txns left in packetsNotLogged",
                CommittedPersisted { txns: None, ms: 12, not_logged: Some(4) },
            ),
            ("Set the current epoch to 7", CurrentEpochSet { epoch: 7 }),
            ("Sent NEWLEADER ack to leader with zxid 100000002", NewLeaderAcked { zxid: ZXID }),
            ("5 txns have been logged asynchronously", ProposalsLogged { txns: 5 }),
            ("5 txns have been committed", TxnsCommitted { txns: 5 }),
            ("Learner received UPTODATE message", UpToDateReceived),
            ("Got zxid 0x100000002 expected 0x1", ZxidUnexpected { zxid: ZXID, expected: Zxid(1) }),
            ("Exception when following the leader", Failed),
            ("Exception when observing the leader", Failed),
            (
                "Disconnected from leader (with address: /127.0.0.1:21103). \
                 Was connected for 2150ms. Sync state: true",
                Disconnected { address: address(), connected_ms: 2150, synced: true },
            ),
            ("shutdown Follower", ShutDown),
            ("shutdown Observer", ShutDown),
            ("shutdown called", ShutDown),
        ],
    );
}

#[test]
fn the_leader_and_its_quorum() {
    use LeaderEvent::*;
    let synced = |supporters: &[&[i64]]| QuorumSynced {
        supporters: supporters.iter().map(|set| set.iter().copied().map(ServerId).collect()).collect(),
        zxid: Zxid::new(2, 0),
    };
    assert_events(
        "Leader",
        Event::Leader,
        vec![
            (
                "Have quorum of supporters, sids: [[1, 2]]; \
                 starting up and setting last processed zxid: 0x200000000",
                synced(&[&[1, 2]]),
            ),
            (
                "Have quorum of supporters, sids: [[1, 2],[1, 2, 4]]; \
                 starting up and setting last processed zxid: 0x200000000",
                synced(&[&[1, 2], &[1, 2, 4]]),
            ),
            (
                "Have quorum of supporters, sids: [ [1, 3],[1, 3] ]; \
                 starting up and setting last processed zxid: 0x200000000",
                synced(&[&[1, 3], &[1, 3]]),
            ),
            (
                "Have quorum of supporters, sids: [ 1,2 ]; \
                 starting up and setting last processed zxid: 0x200000000",
                synced(&[&[1, 2]]),
            ),
            (
                "NEWLEADER ACK from sid: 2 is from a different epoch - \
                 current 0x200000000 received 0x100000002",
                NewLeaderAckOfOtherEpoch { peer: PEER, current: Zxid::new(2, 0), received: ZXID },
            ),
            ("Enough followers present. Perhaps the initTicks need to be increased.", InitTicksTooFew),
            (
                "Shutdown called. For the reason Not sufficient followers synced, \
                 only synced with sids: [ [3] ]",
                ShutDown {
                    reason: Some(
                        "Not sufficient followers synced, only synced with sids: [ [3] ]".to_owned(),
                    ),
                },
            ),
            ("Shutdown called", ShutDown { reason: None }),
            (
                "Commiting zxid 0x100000002 from /127.0.0.1:21103 not first!",
                CommittedOutOfOrder { zxid: ZXID },
            ),
            (
                "Committing zxid 0x100000002 from /127.0.0.1:21103 not first!",
                CommittedOutOfOrder { zxid: ZXID },
            ),
        ],
    );
}

#[test]
fn the_leader_and_one_learner() {
    use LearnerHandlerEvent::*;
    let synchronizing = |last_processed| Synchronizing {
        peer: PEER,
        max_committed_log: Zxid(5),
        min_committed_log: Zxid(1),
        last_processed,
        peer_last: Zxid(3),
    };
    let begins = |mode| SyncBegins { mode, zxid: Some(ZXID), peer: Some(PEER) };
    let begins_untold = |mode| SyncBegins { mode, zxid: None, peer: None };
    let snapshot = || SendingSnapshot { peer_last: Zxid(3), leader_last: ZXID, sent: Zxid(5) };
    assert_events(
        "LearnerHandler",
        Event::LearnerHandler,
        vec![
            (
                "Follower sid: 2 : info : 127.0.0.1:21102:21202:participant",
                LearnerArrived { peer: PEER, info: "127.0.0.1:21102:21202:participant".to_owned() },
            ),
            ("Follower sid: 2 not in the current config 0", LearnerNotInConfig { peer: PEER }),
            (
                "Synchronizing with Learner sid: 2 maxCommittedLog=0x5 minCommittedLog=0x1 \
                 lastProcessedZxid=0x6 peerLastZxid=0x3",
                synchronizing(Some(Zxid(6))),
            ),
            (
                "Synchronizing with Follower sid: 2 maxCommittedLog=0x5 minCommittedLog=0x1 \
                 lastProcessedZxid=0x6 peerLastZxid=0x3",
                synchronizing(Some(Zxid(6))),
            ),
            (
                "Synchronizing with Follower sid: 2 maxCommittedLog=0x5 minCommittedLog=0x1 \
                 peerLastZxid=0x3",
                synchronizing(None),
            ),
            ("Sending DIFF zxid=0x100000002 for peer sid: 2", AlreadyInSync { peer: Some(PEER), zxid: ZXID }),
            ("leader and follower are in sync, zxid=0x100000002", AlreadyInSync { peer: None, zxid: ZXID }),
            ("Using committedLog for peer sid: 2", SendingHistory { peer: PEER, from_disk: false }),
            ("Use txnlog and committedLog for peer sid: 2", SendingHistory { peer: PEER, from_disk: true }),
            ("Sending DIFF zxid=0x100000002  for peer sid: 2", begins(SyncMode::Diff)),
            ("Sending TRUNC zxid=0x100000002  for peer sid: 2", begins(SyncMode::Trunc)),
            ("Sending TRUNC to follower zxidToSend=0x100000002 for peer sid:2", begins(SyncMode::Trunc)),
            ("Sending DIFF", begins_untold(SyncMode::Diff)),
            ("Sending TRUNC", begins_untold(SyncMode::Trunc)),
            ("Sending SNAP", begins_untold(SyncMode::Snap)),
            (
                "Sending snapshot last zxid of peer is 0x3, zxid of leader is 0x100000002, \
                 send zxid of db as 0x5, 1 concurrent snapshot sync, \
                 snapshot sync was exempt from throttle",
                snapshot(),
            ),
            (
                "Sending snapshot last zxid of peer is 0x3, zxid of leader is 0x100000002, \
                 send zxid of db as 0x5, 1 concurrent snapshots, \
                 snapshot was exempt from throttle",
                snapshot(),
            ),
            (
                "Sending snapshot last zxid of peer is 0x3  \
                 zxid of leader is 0x100000002sent zxid of db as 0x5",
                snapshot(),
            ),
            (
                "Detected gap between end of txnlog: 0x3 and start of committedLog: 0x5",
                HistoryGap { log_end: Zxid(3), window_start: Zxid(5) },
            ),
            (
                "Cannot send TRUNC to peer sid: 2 peer zxid is from different epoch",
                TruncImpossible { peer: PEER },
            ),
            (
                "Unhandled scenario for peer sid: 2 maxCommittedLog=0x0 minCommittedLog=0x0 \
                 lastProcessedZxid=0x6 peerLastZxid=0x3 txnLogSyncEnabled=false",
                SnapshotInstead { peer: PEER },
            ),
            ("Unhandled scenario for peer sid: 2 fall back to use snapshot", SnapshotInstead { peer: PEER }),
            ("Unhandled scenario for peer sid: 2", SnapshotInstead { peer: PEER }),
            ("Start forwarding 0x100000002 for peer sid: 2", ForwardingStarted { peer: PEER, after: ZXID }),
            ("Sending NEWLEADER message to 2", NewLeaderSent { peer: PEER }),
            ("Received NEWLEADER-ACK message from 2", NewLeaderAcked { peer: PEER }),
            ("Sending UPTODATE message to 2", UpToDateSent { peer: PEER }),
            ("******* GOODBYE /127.0.0.1:21103 ********", Goodbye { peer: None, address: address() }),
            (
                "******* GOODBYE sid:2 /127.0.0.1:21103 ********",
                Goodbye { peer: Some(PEER), address: address() },
            ),
            ("Unexpected exception in LearnerHandler: ", HandlerFailed),
            ("Unexpected exception causing shutdown while sock still open", HandlerFailed),
            ("Closing connection to peer due to transaction timeout.", LearnerTimedOut),
        ],
    );
}

#[test]
fn the_disk() {
    use StorageEvent::*;
    let file = || "/data/version-2/snapshot.100000002".to_owned();
    assert_events(
        "FileTxnSnapLog",
        Event::Storage,
        vec![
            ("zookeeper.commitLogCount=500", CommittedLogLimit { txns: 500 }),
            (
                "Reading snapshot /data/version-2/snapshot.100000002",
                ReadingSnapshot { zxid: Some(ZXID), file: file() },
            ),
            ("7 txns loaded in 2 ms", TxnsReplayed { txns: 7, ms: 2 }),
            (
                "Snapshot loaded in 17 ms, highest zxid is 0x100000002, digest is 1371985504",
                Loaded { ms: 17, zxid: ZXID },
            ),
            ("Snapshot loaded in 17 ms, highest zxid is 0x100000002", Loaded { ms: 17, zxid: ZXID }),
            ("On disk txn sync enabled with snapshotSizeFactor 0.33", DiskSync { enabled: true }),
            ("On disk txn sync disabled", DiskSync { enabled: false }),
            (
                "Snapshotting: 0x100000002 to /data/version-2/snapshot.100000002",
                Snapshotting { zxid: ZXID, file: file() },
            ),
            ("Snapshot taken in 4 ms", SnapshotTaken { ms: 4 }),
            ("Creating new log file: log.100000002", LogFileCreated { zxid: ZXID }),
        ],
    );
    assert_events(
        "ZooKeeperServer",
        Event::Storage,
        vec![
            ("Snapshot taken in 4 ms", SnapshotTaken { ms: 4 }),
            ("shutting down", PipelineShutDown),
            ("Shutting down", PipelineShutDown),
        ],
    );
}

#[test]
fn requests() {
    use BroadcastEvent::*;
    let request = |operation: &str, zxid| Request {
        session: 0x1000_0000_0000,
        operation: operation.to_owned(),
        cxid: 1,
        zxid,
    };
    assert_events(
        "Leader",
        Event::Broadcast,
        vec![(
            "Proposing:: sessionid:0x100000000000 type:create cxid:0x1 zxid:0x100000002 \
             txntype:1 reqpath:n/a",
            Proposing(request("create", ZXID)),
        )],
    );
    assert_events(
        "CommitProcessor",
        Event::Broadcast,
        vec![
            (
                "Processing request:: sessionid:0x100000000000 type:closeSession cxid:0x1 \
                 zxid:0xfffffffffffffffe txntype:unknown reqpath:n/a",
                Processing(request("closeSession", Zxid(-2))),
            ),
            (
                "Committing request:: sessionid:0x100000000000 type:create cxid:0x1 \
                 zxid:0x100000002 txntype:1 reqpath:n/a",
                Committing(request("create", ZXID)),
            ),
        ],
    );
    assert_events(
        "FollowerZooKeeperServer",
        Event::Broadcast,
        vec![
            ("Committing 100000002 without seeing txn", CommitWithoutProposal { zxid: ZXID }),
            (
                "Committing zxid 0x100000002 but next pending txn 0x1",
                CommitOutOfOrder { zxid: ZXID, pending: Zxid(1) },
            ),
        ],
    );
}

#[test]
fn the_release_and_how_it_is_set() {
    use zab_logs::SettingEvent::*;
    assert_events(
        "QuorumPeer",
        Event::Setting,
        vec![
            ("tickTime set to 500", TickTime { ms: 500 }),
            ("initLimit set to 10", InitLimit { ticks: 10 }),
            ("syncLimit set to 5", SyncLimit { ticks: 5 }),
        ],
    );
    let release = |version: &str| Release { version: version.to_owned() };
    for class in ["Environment", "ZooKeeperServer"] {
        assert_events(
            class,
            Event::Setting,
            vec![
                (
                    "Server environment:zookeeper.version=3.8.0-5a02a05eddb59aee6ac762f7ea82e92a68eb9c0f, built on 2022-02-25 08:49 UTC",
                    release("3.8.0-5a02a05eddb59aee6ac762f7ea82e92a68eb9c0f"),
                ),
                (
                    "Server environment:zookeeper.version=3.4.5--1, built on 06/10/2013 17:26 GMT",
                    release("3.4.5--1"),
                ),
                ("Server environment:zookeeper.version=3.9.3-x", release("3.9.3-x")),
            ],
        );
    }
}
