//! No input panics, and none takes longer than its length allows.

use std::time::{Duration, Instant};
use zab_logs::{JSON, LAYOUTS, MAX_LINE_BYTES, Reader};

/// Lines of all texts, and of all layouts.
fn lines() -> Vec<&'static str> {
    let laid_out = LAYOUTS.iter().map(|layout| layout.example);
    let json = JSON.iter().map(|json| json.example);
    TEXTS.iter().copied().chain(laid_out).chain(json).collect()
}

const TEXTS: &[&str] = &[
    "2026-11-22 09:22:58,867 [myid:1] - INFO  [WorkerReceiver[myid=1]:FastLeaderElection$Messenger$WorkerReceiver@391] - Notification: my state:LOOKING; n.sid:1, n.state:LOOKING, n.leader:1, n.round:0x1, n.peerEpoch:0x0, n.zxid:0x0, message format version:0x2, n.config version:0x0",
    "2026-11-22 09:22:58,865 [myid:1] - DEBUG [QuorumPeer[myid=1](plain=[0:0:0:0:0:0:0:0]:21001)(secure=disabled):FastLeaderElection@704] - Sending Notification: 1 (n.leader), 0x0 (n.zxid), 0x1 (n.round), 2 (recipient), 1 (myid), 0x0 (n.peerEpoch) ",
    "2020-07-09 14:28:18,531 [myid:3] - INFO  [WorkerReceiver[myid=3]:FastLeaderElection@697] - Notification: 2 (message format version), 3 (n.leader), 0x0 (n.zxid), 0x1 (n.round), LOOKING (n.state), 1 (n.sid), 0x0 (n.peerEPoch), LEADING (my state)0 (n.config version)",
    "2026-11-22 09:22:59,171 [myid:1] - INFO  [QuorumPeer[myid=1](plain=disabled):QuorumPeer@922] - Peer state changed: following - synchronization - diff",
    "2026-11-22 09:22:59,171 [myid:] - INFO  [QuorumPeer[myid=1](plain=disabled):o.a.z.s.q.Leader@1523] - Have quorum of supporters, sids: [[1, 2],[2, 3]]; starting up and setting last processed zxid: 0x100000000",
    "zoo1  | [2019-11-14 03:22:25,100] INFO Snapshotting: 0x0 to /data/snapshot.0 (org.apache.zookeeper.server.persistence.FileTxnSnapLog)",
    "2026-11-22 09:22:59,171 [myid:1] - DEBUG [ListenerHandler-/127.0.0.1:21201:QuorumCnxManager@613] - Initial message parsed by 1: InitialMessage{sid=2, electionAddr=[/127.0.0.1:21202]}",
    "2026-11-22 09:22:59,171 [myid:1] - DEBUG [ProcessThread(sid:1 cport:-1)::Leader@1277] - Proposing:: sessionid:0x1 type:create cxid:0x1 zxid:0x100000002 txntype:1 reqpath:n/a",
    "Caused by: java.net.ConnectException: Connection refused",
    r#"{"log":"2026-11-22 09:22:58,631 [myid:1] - INFO  [main:QuorumPeer@1758] - tickTime set to 500\n","stream":"stdout"}"#,
    "\u{1b}[36mzoo1-1  |\u{1b}[0m 2026-11-22 09:22:58,631 [myid:1] - INFO  [main:Environment@98] - Server environment:zookeeper.version=3.9.3-x, built on 2026",
];

/// A small generator (xorshift), so that a failure comes again.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// Reads a log to its end and checks that each line is counted once.
fn read(log: &[u8]) {
    let mut reader = Reader::new(log);
    let events = reader.by_ref().count() as u64;
    let counts = reader.counts();
    assert_eq!(counts.events, events);
    assert_eq!(
        counts.lines,
        counts.events + counts.foreign + counts.stack_trace + counts.uninteresting + counts.malformed
    );
}

#[test]
fn damaged_lines_do_no_harm() {
    const PIECES: &[&[u8]] = &[
        b"",
        b" ",
        b"] - ",
        b"[",
        b"]",
        b"{",
        b"}",
        b"@",
        b":",
        b"0x",
        b"-",
        b"\xff",
        b"\xc3\xa9",
        b"\r",
        b"\n",
        b"| ",
        b"99999999999999999999",
        b"(",
        b", ",
        b"=",
        b"\"",
        b"\\",
        b"\x1b[",
        b"2026-11-",
    ];
    let lines = lines();
    let mut dice = Dice(0x5eed);
    for _ in 0..40_000 {
        let mut log = lines[dice.below(lines.len())].as_bytes().to_vec();
        for _ in 0..=dice.below(4) {
            let from = dice.below(log.len() + 1);
            let to = (from + dice.below(6)).min(log.len());
            let piece = match dice.below(3) {
                0 => PIECES[dice.below(PIECES.len())].to_vec(),
                1 => vec![dice.below(256) as u8],
                _ => {
                    let other = lines[dice.below(lines.len())].as_bytes();
                    let start = dice.below(other.len());
                    other[start..(start + dice.below(20)).min(other.len())].to_vec()
                }
            };
            log.splice(from..to, piece);
        }
        read(&log);
    }
}

#[test]
fn lines_cut_anywhere_do_no_harm() {
    for line in lines() {
        for end in 0..=line.len() {
            read(&line.as_bytes()[..end]);
            read(&line.as_bytes()[end..]);
        }
    }
}

/// Lines made to send a careless matcher back and forth. One that is quadratic needs some 10^8
/// steps for each of them, hundreds of lines in all: minutes. This one needs milliseconds.
#[test]
fn the_longest_lines_are_read_in_one_walk() {
    let head = "2026-11-22 09:22:58,631 [myid:1] - INFO  [";
    let election = "main:FastLeaderElection@1] - ";
    let mut log = Vec::new();
    for (start, piece) in [
        ("", "] - "),
        ("", ":A@1] -"),
        ("", "a@1] - "),
        ("", "aaaaaaaaaaaaaaaaaaaaa"),
        ("", "2026-11-22 09:22:58,631 "),
        ("", " (org.apache.zookeeper."),
        ("", "\x1b["),
        ("", "{\"log\":"),
        ("", "[["),
        (election, "Notification: my state:"),
        (election, " (n.leader), 0x (n.zxid), 0x"),
        (election, "id: 1, proposed id: "),
        ("main:LearnerHandler@1] - ", "Sending DIFF zxid=0x for peer sid: "),
        ("main:Leader@1] - Have quorum of supporters, sids: [", "[],"),
    ] {
        let line = format!("{head}{start}{}", piece.repeat(MAX_LINE_BYTES / piece.len()));
        for _ in 0..50 {
            log.extend_from_slice(&line.as_bytes()[..MAX_LINE_BYTES]);
            log.push(b'\n');
        }
    }
    let start = Instant::now();
    read(&log);
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}
