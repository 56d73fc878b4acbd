//! The trace: every event a line, and a number that stands for all of it.
//!
//! Two runs are the same run if their trace hashes are equal: the same events with the same reasons at the same
//! times, and the same world at the end. (Causes are in the events; a world's hash leaves them out.) The hash is the same
//! natively and in a browser.

use crate::digest::Digest;
use crate::record::content::{Answer, Op, Txn};
use crate::record::event::{Content, Event, Step, What};
use crate::world::World;
use std::fmt;
use std::fmt::Write;
use std::hash::{Hash, Hasher};
use zab::ids::Micros;

/// The hash of a run: its events, and the world they led to.
pub fn hash(events: &[Event], world: &World) -> u64 {
    let mut digest = Digest::default();
    let mut line = String::new();
    for event in events {
        line.clear();
        let _ = writeln!(line, "{event}");
        digest.write(line.as_bytes());
    }
    world.hash(&mut digest);
    digest.finish()
}

/// One line of the trace: number, seconds, server or client, what, and the number of the cause.
impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whom = match (self.server, self.client) {
            (Some(server), _) => server.to_string(),
            (None, client) => String::from(client.unwrap_or('-')),
        };
        write!(f, "{:>5} {:>11} {:>3}  {}", self.id, Micros(self.at), whom, self.what)?;
        match self.cause {
            Some(cause) => write!(f, "  <{cause}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Said { text } => {
                f.write_str("says")?;
                text.iter().try_for_each(|text| write!(f, " {}: {:?}", text.lang, text.text))
            }
            What::Expected { text, met: true } => write!(f, "met: {text}"),
            What::Expected { text, met: false } => write!(f, "NOT MET: {text}"),
            What::NotDone { text } => write!(f, "NOT DONE: {text}"),
            What::Stopped { commands_left } => {
                write!(f, "STOPPED: too much has happened; commands left: {commands_left}")
            }
            What::Started { life } => write!(f, "starts, life {life}"),
            What::Crashed => f.write_str("crashes"),
            What::PowerLost => f.write_str("loses its power"),
            What::Cut { from, to } => write!(f, "{from} to {to}: nothing passes"),
            What::Healed { from, to } => write!(f, "{from} to {to}: everything passes"),
            What::Dialled { to, port } => write!(f, "dials {to} ({port})"),
            What::GaveUpDial { to, port } => write!(f, "dials {to} no longer ({port})"),
            What::Silent { connections } => write!(f, "gets connections that say nothing: {connections}"),
            What::Connected { to, port } => write!(f, "connected to {to} ({port})"),
            What::Refused { to, port } => write!(f, "refused by {to} ({port})"),
            What::Accepted { from, port } => write!(f, "accepts {from} ({port})"),
            What::Closed { to, port } => write!(f, "hangs up on {to} ({port})"),
            What::Ended { from, port } => write!(f, "{from} has hung up ({port})"),
            What::Sent { to, content } => write!(f, "sends {to} {content}"),
            What::Delivered { message, from, content } => {
                write!(f, "receives #{message} from {from} {content}")
            }
            What::Lost { message, from } => write!(f, "loses #{message} from {from}"),
            What::Drew { span } => write!(f, "draws {}", Micros(*span)),
            What::DrewSnapshotTiming { surplus } => write!(f, "draws {surplus} more until its next snapshot"),
            What::NotConnected => f.write_str("uses a connection that is no more"),
            What::ClientStarted { servers, timeout } => {
                write!(f, "appears, knows {servers:?}, wants timeout {}", Micros(*timeout))
            }
            What::Requested { op } => write!(f, "wants {op}"),
            What::Moved { to } => write!(f, "goes to {to}"),
            What::Vanished => f.write_str("vanishes"),
            What::SessionConnected { session, timeout } => {
                write!(f, "has session {session}, timeout {}", Micros(*timeout))
            }
            What::ServerLost { server, reason } => write!(f, "server {server} is lost: {reason}"),
            What::RequestAnswered { cxid, op, zxid, answer } => {
                write!(f, "is answered {cxid}, {op}: {answer} at {zxid}")
            }
            What::RequestFailed { cxid: Some(cxid), op, error } => {
                write!(f, "does not know what becomes of {cxid}, {op}: {error}")
            }
            What::RequestFailed { cxid: None, op, error } => write!(f, "never sent {op}: {error}"),
            What::Expired { session, told: true } => write!(f, "is told that session {session} is over"),
            What::Expired { session, told: false } => write!(f, "takes session {session} for over"),
            What::StateChanged { to } => write!(f, "is {to}"),
            What::PhaseChanged { to } => write!(f, "enters {to}"),
            What::ElectionStarted { vote } => write!(f, "starts an election with {vote}"),
            What::RoundJoined { from, left, joined } => {
                write!(f, "leaves round {left} for round {joined} of {from}")
            }
            What::Compared { from, heard, against, beats, by } => {
                let verdict = if *beats { "beats" } else { "does not beat" };
                write!(f, "{heard} of {from} {verdict} {against}: {by}")
            }
            What::VoteChanged { from, to } => write!(f, "votes {to}, no longer {from}"),
            What::BallotStored { ballots, voter, vote, state } => {
                write!(f, "box '{ballots}': {voter} {state} {vote}")
            }
            What::QuorumAgrees { vote, supporters } => {
                write!(f, "quorum {supporters:?} agrees on {vote}; waits")
            }
            What::WaitBroken { by } => write!(f, "waits no longer: better vote from {by}"),
            What::Elected { vote, evidence, supporters } => {
                write!(f, "decides {vote} by {evidence} {supporters:?}")
            }
            What::Ignored { from, state, vote, reason } => {
                write!(f, "ignores {from} {state} {vote}: {reason}")
            }
            What::HeardNothing { remedy, next } => {
                write!(f, "heard nothing: {remedy}, next wait {}", Micros(*next))
            }
            What::Answered { to, reason } => write!(f, "answers {to}: {reason}"),
            What::QueueOverflowed { queue } => write!(f, "queue '{queue}' overflows"),
            What::LeftToLargerId { to } => write!(f, "leaves the link to larger id {to}"),
            What::CalledBack { to } => write!(f, "calls smaller id {to} back"),
            What::DialRefused { to } => write!(f, "does not dial {to}: too many dials"),
            What::DialTimedOut { to } => write!(f, "has dialled {to} for too long"),
            What::HandshakeMissing => {
                f.write_str("waits no longer for whom it has accepted to say who it is")
            }
            What::LinkUp { to } => write!(f, "link to {to} is up"),
            What::LinkDown { to } => write!(f, "link to {to} is down"),
            What::StartRefused { reason } => write!(f, "refuses to start: {reason}"),
            What::Exited { code } => write!(f, "exits with code {code}"),
            What::Persisting { step } => write!(f, "writes: {step}"),
            What::Persisted { step } => write!(f, "has written: {step}"),
            What::EpochTaken { file, epoch } => write!(f, "{file} epoch is {epoch}"),
            What::EpochProposed { epoch, heard } => {
                write!(f, "proposes epoch {epoch}, having heard {heard:?}")
            }
            What::EpochPromisedBefore { epoch } => write!(f, "has promised epoch {epoch} before"),
            What::EpochTooOld { offered, accepted } => {
                write!(f, "refuses epoch {offered}: has promised {accepted}")
            }
            What::LearnerAhead { learner, epoch, zxid } => {
                write!(f, "learner {learner} is ahead with epoch {epoch} and {zxid}")
            }
            What::HistoryChosen { heard } => write!(f, "its history counts: {heard:?} have answered"),
            What::Offered { learner, peer, min, max, last, mode, zxid, row, transactions } => {
                write!(f, "sends {learner} {mode} {zxid} and {transactions} transactions: {row} ")?;
                write!(f, "(it has {peer}; window {min} to {max}, last {last})")
            }
            What::SyncBegun { mode, zxid } => write!(f, "is synchronized by {mode} {zxid}"),
            What::GapFound { expected, found } => {
                write!(f, "finds a gap: expected {expected}, found {found}")
            }
            What::Applied { zxid } => write!(f, "applies {zxid}"),
            What::FastForwarded { from, to } => write!(f, "applies {from} to {to} from its log"),
            What::EpochBegun { epoch, acknowledged } => {
                write!(f, "begins epoch {epoch}, acknowledged by {acknowledged:?}")
            }
            What::AckOfAnotherEpoch { learner, zxid } => {
                write!(f, "does not count the ACK {zxid} of {learner}")
            }
            What::Proposed { zxid, txn } => write!(f, "proposes {zxid}{}", Said(txn)),
            What::AckCounted { zxid, by, acks, met } => {
                let verdict = if *met { "a quorum" } else { "no quorum yet" };
                write!(f, "counts the ACK {zxid} of {by}: {acks:?}, {verdict}")
            }
            What::AckIgnored { zxid, by, reason } => {
                write!(f, "does not count the ACK {zxid} of {by}: {reason}")
            }
            What::Committed { zxid } => write!(f, "commits {zxid}"),
            What::CommitWithoutProposal { zxid } => write!(f, "passes over COMMIT {zxid}: never proposed"),
            What::WrongCommit { expected, found } => {
                write!(f, "hears COMMIT {found} where {expected} is next")
            }
            What::RequestWaits { session, cxid, behind } => {
                write!(f, "lets request {cxid} of {session} wait for {behind}")
            }
            What::RequestDropped { session, cxid } => {
                write!(f, "drops request {cxid} of {session}, which is no more")
            }
            What::SyncWaits { session, cxid, until } => {
                write!(f, "lets sync {cxid} of {session} wait for {until}")
            }
            What::SessionExpired { session } => write!(f, "finds session {session} expired"),
            What::ClientTurnedAway { reason, seen, ours } => {
                write!(f, "turns a client away: {reason} (it has seen {seen}, here is {ours})")
            }
            What::LearnerJoined { learner } => write!(f, "learner {learner} is here"),
            What::LearnerLost { learner, reason } => write!(f, "learner {learner} is lost: {reason}"),
            What::LeaderRefused { leader, tries } => {
                write!(f, "leader {leader} does not listen yet, try {tries}")
            }
            What::LeaderLost { leader, reason } => write!(f, "leader {leader} is lost: {reason}"),
            What::SteppedDown { synced, reason } => write!(f, "steps down with {synced:?}: {reason}"),
            What::UnexpectedMessage => f.write_str("did not expect that message"),
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Append { zxid, opens_file: false } => write!(f, "log {zxid}"),
            Step::Append { zxid, opens_file: true } => write!(f, "log {zxid}, in a new file"),
            Step::SyncLog => f.write_str("log made safe"),
            Step::Truncate { zxid } => write!(f, "log cut after {zxid}"),
            Step::Snapshot { zxid, synced } => {
                write!(f, "snapshot {zxid}{}", if *synced { ", safe" } else { "" })
            }
            Step::WriteEpoch { file, epoch } => write!(f, "{file} epoch {epoch} beside its file"),
            Step::RenameEpoch { file } => write!(f, "{file} epoch in its place"),
        }
    }
}

impl fmt::Display for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Content::Handshake => f.write_str("HANDSHAKE"),
            Content::Notification { state, vote } => write!(f, "NOTIFICATION {state} {vote}"),
            Content::FollowerInfo { accepted_epoch } => write!(f, "FOLLOWERINFO {accepted_epoch}"),
            Content::ObserverInfo { accepted_epoch } => write!(f, "OBSERVERINFO {accepted_epoch}"),
            Content::LeaderInfo { epoch } => write!(f, "LEADERINFO {epoch}"),
            Content::AckEpoch { zxid, current_epoch } => {
                write!(f, "ACKEPOCH {zxid}, epoch {}", current_epoch.unwrap_or(-1))
            }
            Content::Diff { zxid } => write!(f, "DIFF {zxid}"),
            Content::Trunc { zxid } => write!(f, "TRUNC {zxid}"),
            Content::Snap { zxid } => write!(f, "SNAP {zxid}"),
            Content::Proposal { zxid, txn } => write!(f, "PROPOSAL {zxid}{}", Said(txn)),
            Content::Inform { zxid, txn } => write!(f, "INFORM {zxid}{}", Said(txn)),
            Content::Commit { zxid } => write!(f, "COMMIT {zxid}"),
            Content::NewLeader { zxid } => write!(f, "NEWLEADER {zxid}"),
            Content::Ack { zxid } => write!(f, "ACK {zxid}"),
            Content::UpToDate => f.write_str("UPTODATE"),
            Content::Ping { zxid, touches: 0 } => write!(f, "PING {zxid}"),
            Content::Ping { zxid, touches } => write!(f, "PING {zxid}, sessions {touches}"),
            Content::Request { session, cxid, op } => write!(f, "REQUEST {session} {cxid} {op}"),
            Content::Sync => f.write_str("SYNC"),
            Content::Revalidate { session, timeout } => {
                write!(f, "REVALIDATE {session}, timeout {}", Micros(*timeout))
            }
            Content::Revalidated { session, valid: true } => write!(f, "REVALIDATE {session}: stands"),
            Content::Revalidated { session, valid: false } => write!(f, "REVALIDATE {session}: over"),
            Content::Connect { session, timeout, seen } => {
                let session = session.as_deref().unwrap_or("new session");
                write!(f, "CONNECT {session}, timeout {}, seen {seen}", Micros(*timeout))
            }
            Content::Connected { session: Some(session), timeout } => {
                write!(f, "CONNECTED {session}, timeout {}", Micros(*timeout))
            }
            Content::Connected { session: None, .. } => f.write_str("CONNECTED: session over"),
            Content::Ask { cxid, op } => write!(f, "ASK {cxid} {op}"),
            Content::Answer { cxid, zxid, answer } => write!(f, "ANSWER {cxid} {zxid} {answer}"),
        }
    }
}

/// A transaction behind its zxid, if it is known.
struct Said<'a>(&'a Option<Txn>);

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(Txn { session, cxid, op }) => write!(f, " {op} ({session} {cxid})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.code.fmt(f)?;
        self.path.iter().try_for_each(|path| write!(f, " {path}"))?;
        self.data.iter().try_for_each(|data| write!(f, " {data:?}"))?;
        self.version.iter().try_for_each(|version| write!(f, " version {version}"))?;
        self.error.iter().try_for_each(|error| write!(f, " {error}"))?;
        f.write_str(if self.ephemeral { " ephemeral" } else { "" })?;
        f.write_str(if self.sequential { " sequential" } else { "" })
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Done => f.write_str("OK"),
            Answer::Created { path } => write!(f, "OK {path}"),
            Answer::Stat { version } => write!(f, "OK version {version}"),
            Answer::Data { data, version } => write!(f, "OK {data:?} version {version}"),
            Answer::Children { names } => write!(f, "OK {names:?}"),
            Answer::Failed { error } => error.fmt(f),
        }
    }
}
