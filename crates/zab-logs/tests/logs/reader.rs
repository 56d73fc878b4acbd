//! Whole logs: lives, stack traces, servers, bytes.

use super::line;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zab_logs::{Counts, Event, LogEvent, MAX_LINE_BYTES, PeerEvent, Reader, ServerId};

fn read(log: impl AsRef<[u8]>) -> (Vec<LogEvent>, Counts) {
    let mut reader = Reader::new(log.as_ref());
    let events = reader.by_ref().collect::<Result<_, _>>().expect("memory can be read");
    (events, reader.counts().clone())
}

#[test]
fn a_stack_trace_is_counted_and_passed_over() {
    let (events, counts) = read(
        "\
2026-11-22 09:22:58,880 [myid:1] - WARN  [QuorumConnectionThread-[myid=1]-1:QuorumCnxManager@401] - Cannot open channel to 3 at election address /127.0.0.1:21203
java.net.ConnectException: Connection refused
	at java.base/java.net.Socket.connect(Socket.java:591)
	at org.apache.zookeeper.server.quorum.QuorumCnxManager.initiateConnection(QuorumCnxManager.java:384)
	... 3 more
Caused by: java.io.IOException
2026-11-22 09:22:58,887 [myid:1] - DEBUG [QuorumPeer[myid=1](plain=disabled):Leader@1] - set (server.1=127.0.0.1:1:2:participant
server.2=127.0.0.1:3:4:participant
version=0)

2026-11-22 09:22:58,890 [myid:1] - INFO  [QuorumPeer[myid=1](plain=disabled):QuorumPeer@1455] - LOOKING
",
    );
    assert_eq!(events.iter().map(|event| event.line).collect::<Vec<_>>(), [1, 11]);
    assert_eq!(
        counts,
        Counts { lines: 11, events: 2, stack_trace: 5, uninteresting: 1, foreign: 3, ..Counts::default() }
    );
}

#[test]
fn one_log_may_hold_several_lives() {
    let life = "\
2026-11-22 09:22:58,631 [myid:2] - INFO  [main:QuorumPeerMain@152] - Starting quorum peer, myid=2
2026-11-22 09:22:58,863 [myid:2] - INFO  [QuorumPeer[myid=2](plain=disabled):QuorumPeer@1455] - LOOKING
";
    let (events, _) = read(life.repeat(3));
    let lives: Vec<_> = events
        .iter()
        .filter(|event| matches!(event.event, Event::Peer(PeerEvent::LifeBegins { .. })))
        .map(|event| event.line)
        .collect();
    assert_eq!(lives, [1, 3, 5]);
    assert_eq!(events.len(), 6);
}

#[test]
fn the_server_is_the_one_that_the_log_has_named() {
    // Before a name, by the thread, by the text, and by what was named before.
    let (events, _) = read(
        "\
2026-11-22 09:22:58,631 [myid:] - INFO  [main:o.a.z.s.ZKDatabase@289] - Snapshot loaded in 17 ms, highest zxid is 0x0, digest is 1
2026-11-22 09:22:58,632 [myid:] - INFO  [main:o.a.z.s.q.QuorumPeerMain@152] - Starting quorum peer, myid=2
2026-11-22 09:22:58,633 [myid:] - INFO  [main:o.a.z.s.ZKDatabase@289] - Snapshot loaded in 17 ms, highest zxid is 0x0, digest is 1
2026-11-22 09:22:58,634 [myid:] - INFO  [QuorumPeer[myid=2](plain=disabled):o.a.z.s.q.QuorumPeer@1455] - LOOKING
2026-11-22 09:22:58,635 [myid:] - INFO  [LearnerHandler-/127.0.0.1:1:o.a.z.s.q.LearnerHandler@1] - Using committedLog for peer sid: 1
",
    );
    let servers: Vec<_> = events.iter().map(|event| event.server).collect();
    let two = Some(ServerId(2));
    assert_eq!(servers, [None, two, two, two, two]);
}

#[test]
fn no_server_is_guessed_where_a_log_has_named_several() {
    let (events, _) = read(
        "\
2026-11-22 09:22:58,634 [myid:] - INFO  [QuorumPeer[myid=1](plain=disabled):o.a.z.s.q.QuorumPeer@1455] - LOOKING
2026-11-22 09:22:58,634 [myid:] - INFO  [QuorumPeer[myid=2](plain=disabled):o.a.z.s.q.QuorumPeer@1455] - LOOKING
2026-11-22 09:22:58,635 [myid:] - INFO  [LearnerHandler-/127.0.0.1:1:o.a.z.s.q.LearnerHandler@1] - Using committedLog for peer sid: 1
",
    );
    let servers: Vec<_> = events.iter().map(|event| event.server).collect();
    assert_eq!(servers, [Some(ServerId(1)), Some(ServerId(2)), None]);
}

#[test]
fn the_line_of_an_event_is_at_hand() {
    let log = format!("noise\n{}\n", line("QuorumPeer", "LOOKING"));
    let mut reader = Reader::new(log.as_bytes());
    reader.next().expect("an event").expect("memory can be read");
    assert_eq!(reader.line(), line("QuorumPeer", "LOOKING"));
}

#[test]
fn line_breaks_may_be_of_either_kind_and_the_last_may_lack() {
    let (state, voted) = (line("QuorumPeer", "LOOKING"), line("QuorumPeer", "LEADING"));
    let (unix, _) = read(format!("\u{feff}{state}\n\n{voted}"));
    let (windows, _) = read(format!("\u{feff}{state}\r\n\r\n{voted}\r\n"));
    assert_eq!(unix, windows);
    assert_eq!(unix.len(), 2);
}

#[test]
fn bytes_that_are_not_utf_8_are_replaced_and_counted() {
    let mut log = line("Leader", "Shutdown called. For the reason ").into_bytes();
    log.extend_from_slice(b"\xff\xfe\n\xc3\n");
    let (events, counts) = read(log);
    assert_eq!(events.len(), 1);
    assert_eq!((counts.not_utf8, counts.foreign), (2, 1));
}

#[test]
fn a_long_line_is_cut_and_counted() {
    let text = "Shutdown called. For the reason ";
    let fill = MAX_LINE_BYTES - line("Leader", text).len();
    let whole = line("Leader", &format!("{text}{}", "x".repeat(fill)));
    let longer = line("Leader", &format!("{text}{}", "x".repeat(fill + 1)));
    for end in ["\n", "\r\n"] {
        let (events, counts) = read(format!("{whole}{end}{longer}{end}{whole}{end}"));
        assert_eq!((counts.lines, counts.cut), (3, 1));
        assert_eq!(events[0].event, events[1].event);
        assert_eq!(events.len(), 3);
    }
}

#[test]
fn a_file_without_line_breaks_is_no_burden() {
    let endless = BufReader::new(io::repeat(b'x').take(64 << 20));
    let mut reader = Reader::new(endless);
    assert!(reader.next().is_none());
    assert_eq!(reader.line().len(), MAX_LINE_BYTES);
    assert_eq!((reader.counts().lines, reader.counts().cut), (1, 1));
}

#[test]
fn what_cannot_be_read_is_one_error_and_the_end() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    let log = Cursor::new(line("QuorumPeer", "LOOKING") + "\n").chain(Broken);
    let mut reader = Reader::new(BufReader::new(log));
    assert!(reader.next().expect("an event").is_ok());
    assert!(reader.next().expect("an error").is_err());
    assert!(reader.next().is_none());
}

#[test]
fn chunks_of_any_size_give_the_same_events() {
    let log = format!("{}\r\n{}\n", line("QuorumPeer", "LOOKING"), line("QuorumPeer", "LEADING"));
    let (whole, _) = read(&log);
    for size in 1..40 {
        let input: Box<dyn BufRead> = Box::new(BufReader::with_capacity(size, log.as_bytes()));
        let events: Vec<_> = Reader::new(input).map(|event| event.expect("memory")).collect();
        assert_eq!(events, whole, "{size}");
    }
}

#[test]
fn a_malformed_line_can_be_found() {
    let (events, counts) = read(format!(
        "{}\n{}\n{}\n",
        line("FastLeaderElection", "I am a participant: 1"),
        line("FastLeaderElection", "New election. My id = one"),
        line("FastLeaderElection", "New election. My id = two"),
    ));
    assert!(events.is_empty());
    assert_eq!((counts.malformed, counts.first_malformed), (2, Some(2)));
}
