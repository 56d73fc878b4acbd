//! The packets of an ensemble's quorum ports, as they were captured beside the logs: `packets.jsonl`, a packet a line.

use serde::Deserialize;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::Path;
use zab::ids::{Epoch, ServerId, Zxid};
use zab::message::Message;

/// A packet on the wire.
#[derive(Clone, Debug)]
pub(crate) struct Packet {
    /// The line of the file that tells of it, counted from 1.
    pub(crate) line: u64,
    /// When it passed, in milliseconds since 1970.
    pub(crate) time_ms: i64,
    pub(crate) from: ServerId,
    pub(crate) to: ServerId,
    pub(crate) said: Said,
}

/// What a packet says, as far as discovery and synchronization are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// ZooKeeper's name of its type.
    pub(crate) kind: String,
    pub(crate) zxid: Zxid,
    /// In ACKEPOCH: the epoch of the learner's last leader, or -1.
    pub(crate) current_epoch: Option<Epoch>,
}

/// A line of the file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    t: f64,
    from: i64,
    to: i64,
    #[serde(rename = "type")]
    kind: String,
    zxid: String,
    current_epoch: Option<i64>,
}

/// Reads the packets beside the logs of a folder. None, if there is no such file.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Packet>> {
    let file = match File::open(folder.join("packets.jsonl")) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    (1..).zip(BufReader::new(file).lines()).map(|(number, line)| packet(number, &line?)).collect()
}

#[expect(clippy::float_arithmetic, reason = "the file's seconds are fractions")]
fn packet(number: u64, line: &str) -> io::Result<Packet> {
    let wrong = |what: String| {
        io::Error::new(ErrorKind::InvalidData, format!("packets.jsonl, line {number}: {what}"))
    };
    let line: Line = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
    let digits = line.zxid.strip_prefix("0x").unwrap_or(&line.zxid);
    let zxid = u64::from_str_radix(digits, 16)
        .map_err(|_| wrong(format!("expected a zxid such as 0x100000001, but found {}", line.zxid)))?;
    let current_epoch = line.current_epoch.map(Epoch);
    Ok(Packet {
        line: number,
        time_ms: (line.t * 1000.0) as i64,
        from: ServerId(line.from),
        to: ServerId(line.to),
        said: Said { kind: line.kind, zxid: Zxid(zxid as i64), current_epoch },
    })
}

impl Said {
    /// What one of our messages says on the wire.
    pub(crate) fn of(message: &Message) -> Said {
        let (kind, zxid) = match message {
            Message::FollowerInfo { accepted_epoch, .. } => ("FOLLOWERINFO", accepted_epoch.beginning()),
            Message::ObserverInfo { accepted_epoch, .. } => ("OBSERVERINFO", accepted_epoch.beginning()),
            Message::LeaderInfo { epoch } => ("LEADERINFO", epoch.beginning()),
            Message::AckEpoch { last_zxid, .. } => ("ACKEPOCH", *last_zxid),
            Message::Diff { zxid } => ("DIFF", *zxid),
            Message::Trunc { zxid } => ("TRUNC", *zxid),
            Message::Snap { snapshot } => ("SNAP", snapshot.zxid),
            Message::Proposal { zxid } => ("PROPOSAL", *zxid),
            Message::Commit { zxid } => ("COMMIT", *zxid),
            Message::NewLeader { zxid } => ("NEWLEADER", *zxid),
            Message::Ack { zxid } => ("ACK", *zxid),
            Message::UpToDate => ("UPTODATE", Zxid::UNKNOWN),
            Message::Ping { zxid } => ("PING", *zxid),
            Message::Handshake { .. } | Message::Notification(_) => ("", Zxid(0)),
        };
        let current_epoch = match message {
            Message::AckEpoch { current_epoch, .. } => Some(current_epoch.unwrap_or(Epoch(-1))),
            _ => None,
        };
        Said { kind: kind.to_owned(), zxid, current_epoch }
    }

    /// The same for our servers; nothing, for what plays no part in discovery and synchronization.
    pub(crate) fn message(&self, from: ServerId, history: &[Zxid]) -> Option<Message> {
        let zxid = self.zxid;
        Some(match self.kind.as_str() {
            "FOLLOWERINFO" => Message::FollowerInfo { from, accepted_epoch: zxid.epoch() },
            "OBSERVERINFO" => Message::ObserverInfo { from, accepted_epoch: zxid.epoch() },
            "LEADERINFO" => Message::LeaderInfo { epoch: zxid.epoch() },
            "ACKEPOCH" => {
                let current_epoch = self.current_epoch.filter(|epoch| epoch.0 != -1);
                Message::AckEpoch { last_zxid: zxid, current_epoch }
            }
            "DIFF" => Message::Diff { zxid },
            "TRUNC" => Message::Trunc { zxid },
            "SNAP" => {
                let history = history.iter().copied().filter(|before| *before <= zxid).collect();
                Message::Snap { snapshot: zab::durable::Snapshot { zxid, history } }
            }
            "PROPOSAL" => Message::Proposal { zxid },
            "COMMIT" => Message::Commit { zxid },
            "NEWLEADER" => Message::NewLeader { zxid },
            "ACK" => Message::Ack { zxid },
            "UPTODATE" => Message::UpToDate,
            _ => return None,
        })
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 0x{:x}", self.kind, self.zxid.0)?;
        match self.current_epoch {
            Some(epoch) => write!(f, ", current epoch {epoch}"),
            None => Ok(()),
        }
    }
}
