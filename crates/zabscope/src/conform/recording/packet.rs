//! The packets of an ensemble's quorum ports, as they were captured beside the logs: `packets.jsonl`, a packet a line.

use serde::Deserialize;
use serde_json::Value;
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::Path;
use zab::ids::{Epoch, Micros, ServerId, SessionId, Zxid};
use zab::message::Message;
use zab::request::{ErrorCode, Op};
use zab::storage::durable::Snapshot;
use zab::storage::txn::{Change, Txn};

/// A packet on the wire.
#[derive(Clone, Debug)]
pub(crate) struct Packet {
    /// Its line in the file, counted from 1.
    pub(crate) line: u64,
    /// When it passed, in milliseconds since 1970.
    pub(crate) time_ms: i64,
    pub(crate) from: ServerId,
    pub(crate) to: ServerId,
    pub(crate) content: Content,
    pub(crate) details: Details,
    /// Whether it ever arrived.
    pub(crate) arrived: bool,
}

/// What a packet says, as far as it can be compared.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    /// ZooKeeper's name of its type.
    pub(crate) kind: String,
    pub(crate) zxid: Zxid,
    /// In ACKEPOCH: the epoch of the learner's last leader, or -1.
    current_epoch: Option<Epoch>,
    /// In PROPOSAL and INFORM, and in REQUEST: what is done, by ZooKeeper's number.
    pub(crate) code: Option<i32>,
    /// In an error's PROPOSAL: which.
    pub(crate) error: Option<i32>,
    /// In the leader's REVALIDATE: whether the session stands.
    pub(crate) valid: Option<bool>,
}

/// What a packet says beyond that. The older recordings do not have it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Details {
    pub(crate) session: Option<SessionId>,
    pub(crate) cxid: Option<i32>,
    pub(crate) path: Option<String>,
    pub(crate) timeout: Option<Micros>,
    pub(crate) touches: Vec<(SessionId, Micros)>,
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
    txn_type: Option<i32>,
    opcode: Option<i32>,
    error: Option<i32>,
    valid: Option<bool>,
    session: Option<String>,
    cxid: Option<i32>,
    path: Option<String>,
    timeout: Option<u64>,
    #[serde(default)]
    touches: Vec<(String, u64)>,
    /// When it arrived, if it was held back; null, if it never did.
    #[serde(default = "in_time")]
    delivered: Value,
}

fn in_time() -> Value {
    Value::Bool(true)
}

/// The longest recording, in milliseconds: ours runs every timer in it.
const LASTS_LIMIT_MS: i64 = 24 * 60 * 60 * 1_000;
/// The longest timeout of a session, in milliseconds: ZooKeeper keeps it in an `int`.
const TIMEOUT_LIMIT_MS: u64 = i32::MAX as u64;

/// Reads the packets beside the logs of a folder. None, if there is no such file.
pub(crate) fn read(folder: &Path) -> io::Result<Vec<Packet>> {
    let file = match File::open(folder.join("packets.jsonl")) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut packets: Vec<Packet> = Vec::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let packet = packet(number, &line?)?;
        let began_ms = packets.first().map_or(packet.time_ms, |first| first.time_ms);
        if !(-LASTS_LIMIT_MS..=LASTS_LIMIT_MS).contains(&packet.time_ms.saturating_sub(began_ms)) {
            let hours = LASTS_LIMIT_MS / 3_600_000;
            return Err(wrong(number, format!("expected t within {hours} hours of the first packet's")));
        }
        packets.push(packet);
    }
    Ok(packets)
}

fn wrong(number: u64, what: String) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("packets.jsonl, line {number}: {what}"))
}

/// A timeout of a session in milliseconds.
fn timeout(number: u64, ms: u64) -> io::Result<Micros> {
    if ms > TIMEOUT_LIMIT_MS {
        return Err(wrong(
            number,
            format!("expected a timeout of at most {TIMEOUT_LIMIT_MS} ms, but found {ms}"),
        ));
    }
    Ok(Micros::from_millis(ms))
}

#[expect(clippy::float_arithmetic, reason = "the file's seconds are fractions")]
fn packet(number: u64, line: &str) -> io::Result<Packet> {
    let wrong = |what: String| wrong(number, what);
    let line: Line = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
    let hex = |text: &str| {
        let digits = text.strip_prefix("0x").unwrap_or(text);
        u64::from_str_radix(digits, 16)
            .map(|number| number as i64)
            .map_err(|_| wrong(format!("expected a number such as 0x100000001, but found {text}")))
    };
    let mut touches = Vec::new();
    for (session, ms) in &line.touches {
        touches.push((SessionId(hex(session)?), timeout(number, *ms)?));
    }
    Ok(Packet {
        line: number,
        time_ms: (line.t * 1000.0) as i64,
        from: ServerId(line.from),
        to: ServerId(line.to),
        content: Content {
            zxid: Zxid(hex(&line.zxid)?),
            kind: line.kind,
            current_epoch: line.current_epoch.map(Epoch),
            code: line.txn_type.or(line.opcode),
            error: line.error,
            valid: line.valid,
        },
        details: Details {
            session: line.session.as_deref().map(hex).transpose()?.map(SessionId),
            cxid: line.cxid,
            path: line.path,
            timeout: line.timeout.map(|ms| timeout(number, ms)).transpose()?,
            touches,
        },
        arrived: !line.delivered.is_null(),
    })
}

/// ZooKeeper's numbers for what is done.
mod code {
    pub(super) const ERROR: i32 = -1;
    pub(super) const CREATE_SESSION: i32 = -10;
    pub(super) const CLOSE_SESSION: i32 = -11;
    pub(super) const CREATE: i32 = 1;
    pub(super) const DELETE: i32 = 2;
    pub(super) const SET_DATA: i32 = 5;
    pub(super) const SYNC: i32 = 9;
}

fn code_of_op(op: &Op) -> Option<i32> {
    match op {
        Op::CreateSession { .. } => Some(code::CREATE_SESSION),
        Op::CloseSession => Some(code::CLOSE_SESSION),
        Op::Create { .. } => Some(code::CREATE),
        Op::Delete { .. } => Some(code::DELETE),
        Op::SetData { .. } => Some(code::SET_DATA),
        Op::Sync { .. } => Some(code::SYNC),
        _ => None,
    }
}

fn code_of_change(change: &Change) -> Option<i32> {
    match change {
        Change::CreateSession { .. } => Some(code::CREATE_SESSION),
        Change::CloseSession { .. } => Some(code::CLOSE_SESSION),
        Change::Create { .. } => Some(code::CREATE),
        Change::Delete { .. } => Some(code::DELETE),
        Change::SetData { .. } => Some(code::SET_DATA),
        Change::Error(_) => Some(code::ERROR),
        Change::Unknown => None,
    }
}

impl Content {
    /// What one of our messages says on the wire.
    pub(crate) fn of(message: &Message) -> Content {
        let (kind, zxid) = match message {
            Message::FollowerInfo { accepted_epoch, .. } => ("FOLLOWERINFO", accepted_epoch.beginning()),
            Message::ObserverInfo { accepted_epoch, .. } => ("OBSERVERINFO", accepted_epoch.beginning()),
            Message::LeaderInfo { epoch } => ("LEADERINFO", epoch.beginning()),
            Message::AckEpoch { last_zxid, .. } => ("ACKEPOCH", *last_zxid),
            Message::Diff { zxid } => ("DIFF", *zxid),
            Message::Trunc { zxid } => ("TRUNC", *zxid),
            Message::Snap { snapshot } => ("SNAP", snapshot.zxid),
            Message::Proposal { txn } => ("PROPOSAL", txn.zxid),
            Message::Commit { zxid } => ("COMMIT", *zxid),
            Message::Inform { txn } => ("INFORM", txn.zxid),
            Message::NewLeader { zxid } => ("NEWLEADER", *zxid),
            Message::Ack { zxid } => ("ACK", *zxid),
            Message::UpToDate => ("UPTODATE", Zxid::UNKNOWN),
            Message::Ping { zxid, .. } => ("PING", *zxid),
            Message::Request { .. } => ("REQUEST", Zxid::UNKNOWN),
            Message::Sync => ("SYNC", Zxid(0)),
            Message::Revalidate { .. } | Message::Revalidated { .. } => ("REVALIDATE", Zxid::UNKNOWN),
            _ => ("", Zxid(0)),
        };
        let mut said = Content {
            kind: kind.to_owned(),
            zxid,
            current_epoch: None,
            code: None,
            error: None,
            valid: None,
        };
        match message {
            Message::AckEpoch { current_epoch, .. } => {
                said.current_epoch = Some(current_epoch.unwrap_or(Epoch(-1)));
            }
            Message::Proposal { txn } | Message::Inform { txn } => {
                said.code = code_of_change(&txn.change);
                if let Change::Error(error) = &*txn.change {
                    said.error = Some(error.code());
                }
            }
            Message::Request { op, .. } => said.code = code_of_op(op),
            Message::Revalidated { valid, .. } => said.valid = Some(*valid),
            _ => {}
        }
        said
    }

    /// Whether the two say the same, as far as both say it.
    pub(crate) fn agrees_with(&self, other: &Content) -> bool {
        fn same<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        (&self.kind, self.zxid) == (&other.kind, other.zxid)
            && same(self.current_epoch.as_ref(), other.current_epoch.as_ref())
            && same(self.code.as_ref(), other.code.as_ref())
            && same(self.error.as_ref(), other.error.as_ref())
            && same(self.valid.as_ref(), other.valid.as_ref())
    }

    /// Whether a client's sync is asked for.
    pub(crate) fn asks_for_sync(&self) -> bool {
        self.kind == "REQUEST" && self.code == Some(code::SYNC)
    }

    /// Whether a session is opened, or was.
    pub(crate) fn opens_session(&self) -> bool {
        self.code == Some(code::CREATE_SESSION)
    }

    /// Whether a session is closed, or was.
    pub(crate) fn closes_session(&self) -> bool {
        self.code == Some(code::CLOSE_SESSION)
    }
}

impl Packet {
    /// The same for our servers. What a SNAP holds is given.
    pub(crate) fn message(&self, snapshot: impl FnOnce(Zxid) -> Snapshot) -> Option<Message> {
        let (zxid, from) = (self.content.zxid, self.from);
        Some(match self.content.kind.as_str() {
            "FOLLOWERINFO" => Message::FollowerInfo { from, accepted_epoch: zxid.epoch() },
            "OBSERVERINFO" => Message::ObserverInfo { from, accepted_epoch: zxid.epoch() },
            "LEADERINFO" => Message::LeaderInfo { epoch: zxid.epoch() },
            "ACKEPOCH" => {
                let current_epoch = self.content.current_epoch.filter(|epoch| epoch.0 != -1);
                Message::AckEpoch { last_zxid: zxid, current_epoch }
            }
            "DIFF" => Message::Diff { zxid },
            "TRUNC" => Message::Trunc { zxid },
            "SNAP" => Message::Snap { snapshot: snapshot(zxid) },
            "PROPOSAL" => Message::Proposal { txn: self.txn() },
            "COMMIT" => Message::Commit { zxid },
            "INFORM" => Message::Inform { txn: self.txn() },
            "NEWLEADER" => Message::NewLeader { zxid },
            "ACK" => Message::Ack { zxid },
            "UPTODATE" => Message::UpToDate,
            "PING" => Message::Ping { zxid, touches: self.details.touches.clone() },
            "SYNC" => Message::Sync,
            _ => return None,
        })
    }

    /// The timeout in it; where the recording does not tell it, what its clients asked for.
    pub(crate) fn timeout(&self) -> Micros {
        self.details.timeout.unwrap_or(Micros::from_millis(10_000))
    }

    /// The transaction that it carries, as far as it is known.
    pub(crate) fn txn(&self) -> Txn {
        let path = || self.details.path.clone();
        let change = match (self.content.code, path()) {
            (Some(code::CREATE_SESSION), _) => Some(Change::CreateSession { timeout: self.timeout() }),
            (Some(code::CLOSE_SESSION), _) => Some(Change::CloseSession { paths: Vec::new() }),
            (Some(code::CREATE), Some(path)) => {
                Some(Change::Create { path, data: String::new(), ephemeral: false, parent_cversion: 0 })
            }
            (Some(code::DELETE), Some(path)) => Some(Change::Delete { path }),
            (Some(code::SET_DATA), Some(path)) => {
                Some(Change::SetData { path, data: String::new(), version: 0 })
            }
            _ => None,
        };
        Txn {
            session: self.details.session.unwrap_or_default(),
            cxid: self.details.cxid.unwrap_or_default(),
            change: change.unwrap_or(Change::Unknown).into(),
            ..Txn::unknown(self.content.zxid)
        }
    }

    /// A request that comes to what this packet says: of the transaction in a PROPOSAL, or what a REQUEST asks for. An error
    /// that ours must find by itself, such as a session that has moved, comes of any write.
    pub(crate) fn op(&self) -> Op {
        let path = || self.details.path.clone();
        let data = String::new;
        let any =
            || Op::Create { path: String::from("/n"), data: data(), ephemeral: false, sequential: true };
        let nowhere = || String::from("/of/which/nobody/knows");
        match self.content.code {
            Some(code::CREATE_SESSION) => Op::CreateSession { timeout: self.timeout() },
            Some(code::CLOSE_SESSION) => Op::CloseSession,
            Some(code::SYNC) => Op::Sync { path: String::from("/") },
            Some(code::DELETE) => Op::Delete { path: path().unwrap_or_else(nowhere), version: -1 },
            Some(code::SET_DATA) => {
                Op::SetData { path: path().unwrap_or_else(nowhere), data: data(), version: -1 }
            }
            Some(code::ERROR) => match self.content.error {
                Some(code) if code == ErrorCode::NoNode.code() => Op::Delete { path: nowhere(), version: -1 },
                _ => any(),
            },
            _ => match path() {
                Some(path) => Op::Create { path, data: data(), ephemeral: false, sequential: false },
                None => any(),
            },
        }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} 0x{:x}", self.kind, self.zxid.0)?;
        if let Some(epoch) = self.current_epoch {
            write!(f, ", current epoch {epoch}")?;
        }
        if let Some(code) = self.code {
            write!(f, ", type {code}")?;
        }
        if let Some(error) = self.error {
            write!(f, ", error {error}")?;
        }
        if let Some(valid) = self.valid {
            write!(f, ", {}", if valid { "valid" } else { "not valid" })?;
        }
        Ok(())
    }
}
