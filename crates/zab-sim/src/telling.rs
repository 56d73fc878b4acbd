//! What the protocol's own values become when they are told: notes, messages and steps of writing as the records of
//! [`event`](crate::event).

use crate::event::{Content, Step, What};
use crate::record::{ids, narrow};
use zab::durable::DiskStep;
use zab::message;
use zab::note::Note;

impl From<&DiskStep> for Step {
    fn from(step: &DiskStep) -> Step {
        match step {
            DiskStep::Append(zxid) => Step::Append { zxid: (*zxid).into() },
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
            message::Message::Proposal { zxid } => Content::Proposal { zxid: (*zxid).into() },
            message::Message::Commit { zxid } => Content::Commit { zxid: (*zxid).into() },
            message::Message::NewLeader { zxid } => Content::NewLeader { zxid: (*zxid).into() },
            message::Message::Ack { zxid } => Content::Ack { zxid: (*zxid).into() },
            message::Message::UpToDate => Content::UpToDate,
            message::Message::Ping { zxid } => Content::Ping { zxid: (*zxid).into() },
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
