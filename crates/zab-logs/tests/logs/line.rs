//! Layouts: what stands around the text.

use zab_logs::{Entry, Level, ServerId};

fn read(line: &str) -> Entry<'_> {
    Entry::read(line).unwrap_or_else(|| panic!("no layout: {line}"))
}

#[test]
fn zookeepers_layout_is_split() {
    let entry = read(
        "2026-11-22 09:22:58,631 [myid:1] - INFO  \
         [WorkerReceiver[myid=1]:FastLeaderElection$Messenger$WorkerReceiver@391] - a text",
    );
    assert_eq!(
        entry,
        Entry {
            time_ms: 1_795_339_378_631,
            server: Some(ServerId(1)),
            level: Level::Info,
            thread: "WorkerReceiver[myid=1]",
            class: "FastLeaderElection$Messenger$WorkerReceiver",
            text: "a text",
        }
    );
    assert_eq!(entry.outer_class(), "FastLeaderElection");
}

#[test]
fn thread_names_and_texts_may_hold_colons_and_brackets() {
    let entry = read(
        "2026-11-22 09:22:58,631 [myid:1] - WARN  \
         [QuorumPeer[myid=1](plain=[0:0:0:0:0:0:0:0]:21001)(secure=disabled):Follower@128] - \
         [a:B@3] - c",
    );
    assert_eq!(entry.thread, "QuorumPeer[myid=1](plain=[0:0:0:0:0:0:0:0]:21001)(secure=disabled)");
    assert_eq!((entry.class, entry.text), ("Follower", "[a:B@3] - c"));
}

#[test]
fn packages_are_dropped_however_they_are_abbreviated() {
    for class in ["QuorumPeer", "o.a.z.s.q.QuorumPeer", "org.apache.zookeeper.server.quorum.QuorumPeer"] {
        let line = format!("2026-11-22 09:22:58,631 [myid:1] - INFO  [main:{class}@?] - LOOKING");
        assert_eq!(read(&line).class, "QuorumPeer");
    }
}

#[test]
fn the_thread_names_the_server_where_the_myid_is_empty() {
    for (thread, server) in [
        ("QuorumPeer[myid=2](plain=127.0.0.1:11266)(secure=disabled)", Some(2)),
        ("QuorumPeer[myid=2]/0:0:0:0:0:0:0:0:2181", Some(2)),
        ("WorkerSender[myid=12]", Some(12)),
        ("QuorumConnectionThread-[myid=3]-2", Some(3)),
        ("SyncThread:4", Some(4)),
        ("CommitProcessor:5", Some(5)),
        ("FollowerRequestProcessor:6", Some(6)),
        ("ObserverRequestProcessor:7", Some(7)),
        ("ProcessThread(sid:8 cport:-1):", Some(8)),
        // The number is the peer's.
        ("SendWorker:2", None),
        ("RecvWorker:2", None),
        ("LearnerHandler-/127.0.0.1:52225", None),
        ("main", None),
    ] {
        let line = format!("2026-11-22 09:22:58,631 [myid:] - INFO  [{thread}:Class@1] - text");
        assert_eq!(read(&line).server, server.map(ServerId), "{thread}");
    }
}

#[test]
fn the_myid_comes_before_the_thread() {
    let entry = read("2026-11-22 09:22:58,631 [myid:1] - INFO  [SyncThread:4:FileTxnLog@1] - x");
    assert_eq!(entry.server, Some(ServerId(1)));
}

#[test]
fn other_layouts_are_known() {
    let without_myid = read("2015-08-25 11:26:27,898 - INFO  [main:QuorumPeer@643] - FOLLOWING");
    assert_eq!(without_myid.server, None);
    assert_eq!(without_myid.class, "QuorumPeer");

    let kafka = read(
        "[2019-11-14 03:22:25,100] INFO Snapshotting (really): 0x0 \
         (org.apache.zookeeper.server.persistence.FileTxnSnapLog)",
    );
    assert_eq!(kafka.class, "FileTxnSnapLog");
    assert_eq!(kafka.text, "Snapshotting (really): 0x0");

    let collected =
        read("zoo1_1  | 2017-05-28 13:22:13,411 [myid:1] - ERROR [main:QuorumPeer@643] - FOLLOWING");
    assert_eq!(collected.level, Level::Error);

    let strict = read("  2026-11-22T09:22:58.631 [myid:1] - INFO  [main:QuorumPeer@643] - LOOKING");
    assert_eq!(strict.time_ms, 1_795_339_378_631);
}

#[test]
fn time_is_counted_from_1970_on_the_servers_own_clock() {
    for (stamp, time_ms) in [
        ("1970-01-01 00:00:00,000", 0),
        ("1969-12-31 23:59:59,999", -1),
        ("2000-02-29 00:00:00,000", 951_782_400_000),
        ("2000-03-01 00:00:00,001", 951_868_800_001),
        ("2024-12-31 23:59:59,999", 1_735_689_599_999),
        ("2100-03-01 00:00:00,000", 4_107_542_400_000),
    ] {
        let line = format!("{stamp} [myid:1] - INFO  [main:QuorumPeer@1] - LOOKING");
        assert_eq!(read(&line).time_ms, time_ms, "{stamp}");
    }
}

#[test]
fn anything_else_has_no_layout() {
    for line in [
        "",
        "java.io.EOFException",
        "server.1=127.0.0.1:21101:21201:participant",
        "2026-11-22 09:22:58,631",
        "2026-13-22 09:22:58,631 [myid:1] - INFO  [main:QuorumPeer@1] - LOOKING",
        "2026-11-22 09:22:5é,63 [myid:1] - INFO  [main:QuorumPeer@1] - LOOKING",
        "2026-11-22 09:22:58,631 [myid:1] - LOUD  [main:QuorumPeer@1] - LOOKING",
        "2026-11-22 09:22:58,631 [myid:1] - INFO  [main:QuorumPeer] - LOOKING",
        "2026-11-22 09:22:58,631 [myid:1 - INFO  main:QuorumPeer@1 - LOOKING",
        "[2019-11-14 03:22:25,100] INFO started (kafka.server.KafkaServer)",
    ] {
        assert_eq!(Entry::read(line), None, "{line}");
    }
}
