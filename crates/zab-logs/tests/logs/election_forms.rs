//! Every text of an election, in every release's wording.

use super::{assert_events, recognize};
use zab_logs::ElectionEvent::*;
use zab_logs::ServerState::*;
use zab_logs::{ConnectionEvent, Event, Notification, Recognition, ServerId, Zxid};

const NO_ZXID: Zxid = Zxid(-1);

fn zxid(epoch: i32, counter: u32) -> Zxid {
    Zxid::new(epoch, counter)
}

#[test]
fn notifications_received() {
    let of_3_8 = Notification {
        my_state: Leading,
        sid: ServerId(2),
        state: Looking,
        leader: ServerId(3),
        zxid: zxid(4, 0x1f),
        round: 10,
        peer_epoch: 4,
        format_version: Some(2),
        config_version: Some(0x1_0000_0000),
    };
    let of_3_5 = Notification { config_version: Some(0xa), ..of_3_8.clone() };
    let of_3_4_6 = Notification { format_version: Some(1), config_version: None, ..of_3_8.clone() };
    let of_3_4_5 = Notification { format_version: None, ..of_3_4_6.clone() };
    let of_an_observer = Notification {
        my_state: Following,
        sid: ServerId(4),
        state: Observing,
        leader: ServerId(i64::MIN),
        zxid: Zxid(i64::MIN),
        round: 1,
        peer_epoch: i64::MIN,
        format_version: Some(2),
        config_version: Some(0),
    };
    assert_events(
        "o.a.z.s.q.FastLeaderElection$Messenger$WorkerReceiver",
        |n| Event::Election(NotificationReceived(n)),
        vec![
            (
                "Notification: my state:LEADING; n.sid:2, n.state:LOOKING, n.leader:3, \
                 n.round:0xa, n.peerEpoch:0x4, n.zxid:0x40000001f, message format version:0x2, \
                 n.config version:0x100000000",
                of_3_8,
            ),
            (
                "Notification: 2 (message format version), 3 (n.leader), 0x40000001f (n.zxid), \
                 0xa (n.round), LOOKING (n.state), 2 (n.sid), 0x4 (n.peerEPoch), \
                 LEADING (my state)a (n.config version)",
                of_3_5,
            ),
            (
                "Notification: 1 (message format version), 3 (n.leader), 0x40000001f (n.zxid), \
                 0xa (n.round), LOOKING (n.state), 2 (n.sid), 0x4 (n.peerEpoch) \
                 LEADING (my state)",
                of_3_4_6,
            ),
            (
                "Notification: 3 (n.leader), 0x40000001f (n.zxid), 0xa (n.round), \
                 LOOKING (n.state), 2 (n.sid), 0x4 (n.peerEPoch), LEADING (my state)",
                of_3_4_5,
            ),
            (
                "Notification: my state:FOLLOWING; n.sid:4, n.state:OBSERVING, \
                 n.leader:-9223372036854775808, n.round:0x1, n.peerEpoch:0x8000000000000000, \
                 n.zxid:0x8000000000000000, message format version:0x2, n.config version:0x0",
                of_an_observer,
            ),
        ],
    );
}

#[test]
fn notifications_sent() {
    let sent = || NotificationSent {
        leader: ServerId(3),
        zxid: zxid(1, 2),
        round: 0xb,
        recipient: ServerId(2),
        server: ServerId(1),
        peer_epoch: 1,
    };
    let reply = |config_version| ReplySent {
        server: ServerId(1),
        recipient: ServerId(3),
        zxid: zxid(1, 2),
        leader: ServerId(2),
        config_version,
    };
    assert_events(
        "FastLeaderElection",
        Event::Election,
        vec![
            (
                "Sending Notification: 3 (n.leader), 0x100000002 (n.zxid), 0xb (n.round), \
                 2 (recipient), 1 (myid), 0x1 (n.peerEpoch) ",
                sent(),
            ),
            (
                "Sending Notification: 3 (n.leader), 0x100000002 (n.zxid), 0x1 (n.peerEpoch), \
                 0xb (n.round), 2 (recipient), 1 (myid) ",
                sent(),
            ),
            (
                "Sending new notification. My id =1 recipient=3 zxid=0x100000002 leader=2 \
                 config version = 1f",
                reply(Some(0x1f)),
            ),
            ("Sending new notification. My id =  1 recipient=3 zxid=0x100000002 leader=2", reply(None)),
        ],
    );
}

#[test]
fn the_course_of_an_election() {
    let server = ServerId(1);
    let started = || Started { server, zxid: zxid(1, 2) };
    let compared = |peer_epochs| Compared {
        leader: ServerId(3),
        own_leader: ServerId(1),
        zxid: zxid(1, 0),
        own_zxid: zxid(0, 9),
        peer_epochs,
    };
    assert_events(
        "FastLeaderElection",
        Event::Election,
        vec![
            ("zookeeper.fastleader.minNotificationInterval = 200 ms", MinNotificationInterval { ms: 200 }),
            ("zookeeper.fastleader.minNotificationInterval=200", MinNotificationInterval { ms: 200 }),
            (
                "zookeeper.fastleader.maxNotificationInterval = 60000 ms",
                MaxNotificationInterval { ms: 60_000 },
            ),
            ("New election. My id = 1, proposed zxid=0x100000002", started()),
            ("New election. My id =  1, proposed zxid=0x100000002", started()),
            ("Receive new notification message. My id = 1", Receiving { server }),
            ("Notification time out: 400 ms", TimedOut { next_ms: 400 }),
            ("Notification time out: 60000", TimedOut { next_ms: 60_000 }),
            (
                "Updating proposal: 1 (newleader), 0x100000002 (newzxid), -1 (oldleader), \
                 0xffffffffffffffff (oldzxid)",
                ProposalUpdated {
                    leader: server,
                    zxid: zxid(1, 2),
                    old_leader: ServerId(-1),
                    old_zxid: NO_ZXID,
                },
            ),
            ("id: 3, proposed id: 1, zxid: 0x100000000, proposed zxid: 0x9", compared(None)),
            (
                "id: 3, proposed id: 1, zxid: 0x100000000, proposed zxid: 0x9, \
                 epoch: 0x1, proposed epoch: 0xffffffffffffffff",
                compared(Some((1, -1))),
            ),
            (
                "Adding vote: from=2, proposed leader=3, proposed zxid=0x100000000, \
                 proposed election epoch=0x1c",
                VoteAdded { from: ServerId(2), leader: ServerId(3), zxid: zxid(1, 0), round: 0x1c },
            ),
            (
                "Notification election epoch is smaller than logicalclock. \
                 n.electionEpoch = 0x1, logicalclock=0x2",
                EarlierRoundIgnored { round: 1, own_round: 2 },
            ),
            (
                "Ignoring notification for non-cluster member sid 9 from sid 2",
                ForeignLeaderIgnored { leader: ServerId(9), from: ServerId(2) },
            ),
            (
                "Ignoring notification for sid 2 from non-quorum member sid 9",
                ForeignVoterIgnored { leader: ServerId(2), from: ServerId(9) },
            ),
            ("Ignoring notification as our zxid is -1", IgnoredWithoutHistory),
            (
                "Ignoring notification from member with -1 zxid 2",
                VoterWithoutHistoryIgnored { from: ServerId(2) },
            ),
            ("Notification from observer: 4", ObserverIgnored { from: ServerId(4) }),
            ("Oracle indicates to follow", OracleAsked { follow: true }),
            ("Oracle indicates not to follow", OracleAsked { follow: false }),
            (
                "About to leave FLE instance: leader=3, zxid=0x100000000, my id=1, \
                 my state=FOLLOWING",
                Decided { leader: ServerId(3), zxid: zxid(1, 0), server, state: Following },
            ),
            (
                "1 Received version: 10000000a my version: 0",
                LaterConfigReceived { server, version: 0x1_0000_000a, own_version: 0 },
            ),
            ("restarting leader election", Restarted),
            (
                "Backward compatibility mode (before reconfig), server id: 2",
                EarlierFormatReceived { from: ServerId(2) },
            ),
            ("Backward compatibility mode, server id=2", EarlierFormatReceived { from: ServerId(2) }),
        ],
    );
}

#[test]
fn how_long_an_election_took() {
    let took = |state, ms| Event::Election(Took { state, ms });
    for (class, text, event) in [
        ("Follower", "FOLLOWING - LEADER ELECTION TOOK - 267 MS", took(Following, 267)),
        ("Leader", "LEADING - LEADER ELECTION TOOK - 4359", took(Leading, 4359)),
    ] {
        assert_eq!(recognize(class, text), Recognition::Event(event), "{text}");
    }
}

#[test]
fn connections() {
    use ConnectionEvent::*;
    let (server, peer) = (ServerId(1), ServerId(2));
    let address = || "/127.0.0.1:21202".to_owned();
    assert_events(
        "QuorumCnxManager$Listener$ListenerHandler",
        Event::Connection,
        vec![
            (
                "1 is accepting connections now, my election bind port: /127.0.0.1:21202",
                Listening { server: Some(server), address: address() },
            ),
            ("My election bind port: /127.0.0.1:21202", Listening { server: None, address: address() }),
            ("Opening channel to server 2", Dialling { peer }),
            (
                "Connection request to server id: 2 is already in progress, \
                 so skipping this request",
                DialSkipped { peer },
            ),
            (
                "Connected to server 2 using election address: /127.0.0.1:21202",
                Connected { peer, address: address() },
            ),
            ("startConnection (myId:1 --> sid:2)", HandshakeSent { server, peer }),
            (
                "Cannot open channel to 2 at election address /127.0.0.1:21202",
                Unreachable { peer, address: address() },
            ),
            ("Received connection request from /127.0.0.1:21202", Accepted { address: address() }),
            ("Received connection request /127.0.0.1:21202", Accepted { address: address() }),
            (
                "Initial message parsed by 1: InitialMessage{sid=2, electionAddr=[/127.0.0.1:21202]}",
                HandshakeReceived { peer: Some(peer) },
            ),
            (
                "Have smaller server identifier, so dropping the connection: (myId:1 --> sid:2)",
                DroppedAsSmaller { server, peer },
            ),
            (
                "Have smaller server identifier, so dropping the connection: (2, 1)",
                DroppedAsSmaller { server, peer },
            ),
            (
                "Have larger server identifier, so keeping the connection: (myId:1 --> sid:2)",
                KeptAsLarger { server, peer },
            ),
            ("Create new connection to server: 2", CallingBack { peer }),
            (
                "We got a connection request from a server with our own ID. \
                 This should be either a configuration error, or a bug.",
                OwnIdReceived,
            ),
            ("Connection broken for id 2, my id = 1", Broken { server, peer }),
            ("Connection broken for id 2, my id = 1, error = ", Broken { server, peer }),
            (
                "Interrupting SendWorker thread from RecvWorker. sid: 2. myId: 1",
                ReceiverLeaves { peer: Some(peer) },
            ),
            ("Interrupting SendWorker", ReceiverLeaves { peer: None }),
            ("Exception when using channel: for id 2 my id = 1", WriteFailed { server, peer }),
            ("Exception when using channel: for id 2 my id = 1 error = ", WriteFailed { server, peer }),
            ("Interrupted while waiting for message on queue", SenderInterrupted),
            ("Send worker leaving thread id 2 my id = 1", SenderLeaves { peer: Some(peer) }),
            ("Send worker leaving thread", SenderLeaves { peer: None }),
        ],
    );
    assert_events(
        "CircularBlockingQueue",
        Event::Connection,
        vec![(
            "Queue is full. Discarding oldest element [count=7]: \
             java.nio.HeapByteBuffer[pos=0 lim=45 cap=45]",
            OldestDiscarded { count: 7 },
        )],
    );
}

#[test]
fn a_text_that_goes_on_otherwise_is_malformed() {
    for text in [
        "Notification: my state:LOOKING; n.sid:1, n.state:LOOKING, n.lea",
        "Notification: my state:SLEEPING; n.sid:1, n.state:LOOKING, n.leader:1, n.round:0x1, \
         n.peerEpoch:0x0, n.zxid:0x0, message format version:0x2, n.config version:0x0",
        "New election. My id = 1, proposed zxid=0x10000000000000000",
        "Adding vote: from=two, proposed leader=3, proposed zxid=0x0, proposed election epoch=0x1",
        "Notification time out: soon",
    ] {
        assert_eq!(recognize("FastLeaderElection", text), Recognition::Malformed, "{text}");
    }
}

#[test]
fn other_texts_and_other_classes_are_uninteresting() {
    for (class, text) in [
        ("FastLeaderElection", "I am a participant: 1"),
        ("FastLeaderElection", "Number of connection processing threads: 2"),
        ("QuorumPeer", "Starting quorum peer"),
        ("QuorumCnxManager", "Server 1 knows 2 already, it is in the lastCommittedView"),
        ("NIOServerCnxn", "LOOKING"),
    ] {
        assert_eq!(recognize(class, text), Recognition::Uninteresting, "{class}: {text}");
    }
}
