//! What the protocol's own values become when they are told: notes, messages and steps of writing as the records of
//! [`event`](crate::record::event).

use crate::record::content::{Answer, Op, Txn};
use crate::record::event::{Content, Step, What};
use crate::record::vocabulary::{OpCode, ids, narrow};
use zab::message;
use zab::note::Note;
use zab::service::request;
use zab::storage::durable::DiskStep;
use zab::storage::txn::{self, Change};

impl From<&DiskStep> for Step {
    fn from(step: &DiskStep) -> Step {
        match step {
            DiskStep::Append { txn, opens_file } => {
                Step::Append { zxid: txn.zxid.into(), opens_file: *opens_file }
            }
            DiskStep::SyncLog => Step::SyncLog,
            DiskStep::Truncate(after) => Step::Truncate { zxid: (*after).into() },
            DiskStep::Snapshot { snapshot, synced } => {
                Step::Snapshot { zxid: snapshot.zxid.into(), synced: *synced }
            }
            DiskStep::WriteEpoch(file, epoch) => {
                Step::WriteEpoch { file: (*file).into(), epoch: narrow(epoch.0) }
            }
            DiskStep::RenameEpoch(file) => Step::RenameEpoch { file: (*file).into() },
        }
    }
}

impl From<&message::Message> for Content {
    fn from(message: &message::Message) -> Content {
        match message {
            message::Message::Handshake { .. } => Content::Handshake,
            message::Message::Notification(notification) => {
                Content::Notification { state: notification.state.into(), vote: notification.vote.into() }
            }
            message::Message::FollowerInfo { accepted_epoch, .. } => {
                Content::FollowerInfo { accepted_epoch: narrow(accepted_epoch.0) }
            }
            message::Message::ObserverInfo { accepted_epoch, .. } => {
                Content::ObserverInfo { accepted_epoch: narrow(accepted_epoch.0) }
            }
            message::Message::LeaderInfo { epoch } => Content::LeaderInfo { epoch: narrow(epoch.0) },
            message::Message::AckEpoch { last_zxid, current_epoch } => Content::AckEpoch {
                zxid: (*last_zxid).into(),
                current_epoch: current_epoch.map(|epoch| narrow(epoch.0)),
            },
            message::Message::Diff { zxid } => Content::Diff { zxid: (*zxid).into() },
            message::Message::Trunc { zxid } => Content::Trunc { zxid: (*zxid).into() },
            message::Message::Snap { snapshot } => Content::Snap { zxid: snapshot.zxid.into() },
            message::Message::Proposal { txn } => {
                Content::Proposal { zxid: txn.zxid.into(), txn: known(txn) }
            }
            message::Message::Inform { txn } => Content::Inform { zxid: txn.zxid.into(), txn: known(txn) },
            message::Message::Commit { zxid } => Content::Commit { zxid: (*zxid).into() },
            message::Message::NewLeader { zxid } => Content::NewLeader { zxid: (*zxid).into() },
            message::Message::Ack { zxid } => Content::Ack { zxid: (*zxid).into() },
            message::Message::UpToDate => Content::UpToDate,
            message::Message::Ping { zxid, touches } => {
                Content::Ping { zxid: (*zxid).into(), touches: touches.len() as u32 }
            }
            message::Message::Request { session, cxid, op } => {
                Content::Request { session: session.to_string(), cxid: *cxid, op: op.into() }
            }
            message::Message::Sync => Content::Sync,
            message::Message::Revalidate { session, timeout } => {
                Content::Revalidate { session: session.to_string(), timeout: timeout.0 }
            }
            message::Message::Revalidated { session, valid } => {
                Content::Revalidated { session: session.to_string(), valid: *valid }
            }
            message::Message::Connect { session, timeout, last_zxid } => Content::Connect {
                session: (session.0 != 0).then(|| session.to_string()),
                timeout: timeout.0,
                seen: (*last_zxid).into(),
            },
            message::Message::Connected { session } => Content::Connected {
                session: session.map(|(session, _)| session.to_string()),
                timeout: session.map_or(0, |(_, timeout)| timeout.0),
            },
            message::Message::Ask { cxid, op } => Content::Ask { cxid: *cxid, op: op.into() },
            message::Message::Answer(reply) => {
                Content::Answer { cxid: reply.cxid, zxid: reply.zxid.into(), answer: (&reply.answer).into() }
            }
        }
    }
}

impl From<&request::Op> for Op {
    fn from(op: &request::Op) -> Op {
        match op {
            request::Op::CreateSession { .. } => Op::of(OpCode::CreateSession),
            request::Op::CloseSession => Op::of(OpCode::CloseSession),
            request::Op::Create { path, data, ephemeral, sequential } => Op {
                data: Some(data.clone()),
                ephemeral: *ephemeral,
                sequential: *sequential,
                ..Op::at(OpCode::Create, path)
            },
            request::Op::Delete { path, version } => {
                Op { version: demanded(*version), ..Op::at(OpCode::Delete, path) }
            }
            request::Op::SetData { path, data, version } => {
                Op { data: Some(data.clone()), version: demanded(*version), ..Op::at(OpCode::SetData, path) }
            }
            request::Op::Exists { path } => Op::at(OpCode::Exists, path),
            request::Op::GetData { path } => Op::at(OpCode::GetData, path),
            request::Op::GetChildren { path } => Op::at(OpCode::GetChildren, path),
            request::Op::Sync { path } => Op::at(OpCode::Sync, path),
            request::Op::Ping => Op::of(OpCode::Ping),
        }
    }
}

/// What a transaction does; nothing, if nobody has said.
pub(crate) fn known(txn: &txn::Txn) -> Option<Txn> {
    let op = match &txn.change {
        Change::CreateSession { .. } => Op::of(OpCode::CreateSession),
        Change::CloseSession { .. } => Op::of(OpCode::CloseSession),
        Change::Create { path, data, ephemeral, .. } => {
            Op { data: Some(data.clone()), ephemeral: *ephemeral, ..Op::at(OpCode::Create, path) }
        }
        Change::Delete { path } => Op::at(OpCode::Delete, path),
        Change::SetData { path, data, version } => {
            Op { data: Some(data.clone()), version: Some(*version), ..Op::at(OpCode::SetData, path) }
        }
        Change::Error(code) => Op { error: Some((*code).into()), ..Op::of(OpCode::Error) },
        Change::Unknown => return None,
    };
    Some(Txn { session: txn.session.to_string(), cxid: txn.cxid, op })
}

impl Op {
    /// An operation on nothing in particular.
    fn of(code: OpCode) -> Op {
        let (path, data, version, error) = (None, None, None, None);
        Op { code, path, data, version, ephemeral: false, sequential: false, error }
    }

    /// An operation on a znode.
    fn at(code: OpCode, path: &str) -> Op {
        Op { path: Some(path.to_owned()), ..Op::of(code) }
    }
}

/// The version that a znode must have; -1 stands for any.
fn demanded(version: i32) -> Option<i32> {
    (version != -1).then_some(version)
}

impl From<&request::Answer> for Answer {
    fn from(answer: &request::Answer) -> Answer {
        match answer {
            request::Answer::Done => Answer::Done,
            request::Answer::Created(path) => Answer::Created { path: path.clone() },
            request::Answer::Stat(stat) => Answer::Stat { version: stat.version },
            request::Answer::Data(data, stat) => Answer::Data { data: data.clone(), version: stat.version },
            request::Answer::Children(names) => Answer::Children { names: names.clone() },
            request::Answer::Failed(code) => Answer::Failed { error: (*code).into() },
        }
    }
}

impl From<&Note> for What {
    fn from(note: &Note) -> What {
        match note {
            Note::StateChanged { to } => What::StateChanged { to: (*to).into() },
            Note::PhaseChanged { to } => What::PhaseChanged { to: (*to).into() },
            Note::ElectionStarted { vote } => What::ElectionStarted { vote: (*vote).into() },
            Note::RoundJoined { from, left, joined } => {
                What::RoundJoined { from: narrow(from.0), left: narrow(left.0), joined: narrow(joined.0) }
            }
            Note::Compared { from, heard, against, comparison } => What::Compared {
                from: narrow(from.0),
                heard: (*heard).into(),
                against: (*against).into(),
                beats: comparison.beats,
                by: comparison.by.into(),
            },
            Note::VoteChanged { from, to } => What::VoteChanged { from: (*from).into(), to: (*to).into() },
            Note::BallotStored { ballots, voter, vote, state } => What::BallotStored {
                ballots: (*ballots).into(),
                voter: narrow(voter.0),
                vote: (*vote).into(),
                state: (*state).into(),
            },
            Note::QuorumAgrees { vote, supporters } => {
                What::QuorumAgrees { vote: (*vote).into(), supporters: ids(supporters) }
            }
            Note::WaitBroken { by } => What::WaitBroken { by: narrow(by.0) },
            Note::Elected { vote, evidence, supporters } => What::Elected {
                vote: (*vote).into(),
                evidence: (*evidence).into(),
                supporters: ids(supporters),
            },
            Note::Ignored { from, state, vote, reason } => What::Ignored {
                from: narrow(from.0),
                state: (*state).into(),
                vote: (*vote).into(),
                reason: (*reason).into(),
            },
            Note::HeardNothing { remedy, next } => {
                What::HeardNothing { remedy: (*remedy).into(), next: next.0 }
            }
            Note::Answered { to, reason } => What::Answered { to: narrow(to.0), reason: (*reason).into() },
            Note::QueueOverflowed { queue } => What::QueueOverflowed { queue: (*queue).into() },
            Note::LeftToLargerId { to } => What::LeftToLargerId { to: narrow(to.0) },
            Note::CalledBack { to } => What::CalledBack { to: narrow(to.0) },
            Note::DialRefused { to } => What::DialRefused { to: narrow(to.0) },
            Note::DialTimedOut { to } => What::DialTimedOut { to: narrow(to.0) },
            Note::HandshakeMissing => What::HandshakeMissing,
            Note::LinkUp { to } => What::LinkUp { to: narrow(to.0) },
            Note::LinkDown { to } => What::LinkDown { to: narrow(to.0) },
            Note::EpochTaken { file, epoch } => {
                What::EpochTaken { file: (*file).into(), epoch: narrow(epoch.0) }
            }
            Note::EpochProposed { epoch, heard } => {
                What::EpochProposed { epoch: narrow(epoch.0), heard: ids(heard) }
            }
            Note::EpochPromisedBefore { epoch } => What::EpochPromisedBefore { epoch: narrow(epoch.0) },
            Note::EpochTooOld { offered, accepted } => {
                What::EpochTooOld { offered: narrow(offered.0), accepted: narrow(accepted.0) }
            }
            Note::LearnerAhead { learner, theirs, .. } => What::LearnerAhead {
                learner: narrow(learner.0),
                epoch: narrow(theirs.0.0),
                zxid: theirs.1.into(),
            },
            Note::HistoryChosen { heard } => What::HistoryChosen { heard: ids(heard) },
            Note::Offered { learner, peer, min, max, last, offer } => What::Offered {
                learner: narrow(learner.0),
                peer: (*peer).into(),
                min: (*min).into(),
                max: (*max).into(),
                last: (*last).into(),
                mode: offer.mode.into(),
                zxid: offer.zxid.into(),
                row: offer.row.into(),
                transactions: offer.transactions.len() as u32,
            },
            Note::SyncBegun { mode, zxid } => What::SyncBegun { mode: (*mode).into(), zxid: (*zxid).into() },
            Note::GapFound { expected, found } => {
                What::GapFound { expected: (*expected).into(), found: (*found).into() }
            }
            Note::Applied { zxid } => What::Applied { zxid: (*zxid).into() },
            Note::FastForwarded { from, to } => {
                What::FastForwarded { from: (*from).into(), to: (*to).into() }
            }
            Note::EpochBegun { epoch, acknowledged } => {
                What::EpochBegun { epoch: narrow(epoch.0), acknowledged: ids(acknowledged) }
            }
            Note::AckOfAnotherEpoch { learner, zxid } => {
                What::AckOfAnotherEpoch { learner: narrow(learner.0), zxid: (*zxid).into() }
            }
            Note::Proposed { txn } => What::Proposed { zxid: txn.zxid.into(), txn: known(txn) },
            Note::AckCounted { zxid, by, acks, met } => {
                What::AckCounted { zxid: (*zxid).into(), by: narrow(by.0), acks: ids(acks), met: *met }
            }
            Note::AckIgnored { zxid, by, reason } => {
                What::AckIgnored { zxid: (*zxid).into(), by: narrow(by.0), reason: (*reason).into() }
            }
            Note::Committed { zxid } => What::Committed { zxid: (*zxid).into() },
            Note::CommitWithoutProposal { zxid } => What::CommitWithoutProposal { zxid: (*zxid).into() },
            Note::WrongCommit { expected, found } => {
                What::WrongCommit { expected: (*expected).into(), found: (*found).into() }
            }
            Note::RequestWaits { session, cxid, behind } => {
                What::RequestWaits { session: session.to_string(), cxid: *cxid, behind: *behind }
            }
            Note::RequestDropped { session, cxid } => {
                What::RequestDropped { session: session.to_string(), cxid: *cxid }
            }
            Note::SyncWaits { session, cxid, until } => {
                What::SyncWaits { session: session.to_string(), cxid: *cxid, until: (*until).into() }
            }
            Note::SessionExpired { session } => What::SessionExpired { session: session.to_string() },
            Note::ClientTurnedAway { reason, seen, ours } => What::ClientTurnedAway {
                reason: (*reason).into(),
                seen: (*seen).into(),
                ours: (*ours).into(),
            },
            Note::LearnerJoined { learner } => What::LearnerJoined { learner: narrow(learner.0) },
            Note::LearnerLost { learner, reason } => {
                What::LearnerLost { learner: narrow(learner.0), reason: (*reason).into() }
            }
            Note::LeaderRefused { leader, tries } => {
                What::LeaderRefused { leader: narrow(leader.0), tries: *tries }
            }
            Note::LeaderLost { leader, reason } => {
                What::LeaderLost { leader: narrow(leader.0), reason: (*reason).into() }
            }
            Note::SteppedDown { synced, reason } => {
                What::SteppedDown { synced: ids(synced), reason: (*reason).into() }
            }
            Note::UnexpectedMessage => What::UnexpectedMessage,
        }
    }
}
