//! What a run has come across, and how often: against runs in which nothing was at stake.

use super::Checker;
use crate::record::event::{Event, What};
use zab::note::{Mode, Note};
use zab::request::Answer;
use zab::storage::durable::DiskStep;
use zab::words;

words! {
    /// Something that ought to happen in some run, if many of them are to say much.
    pub enum Sometimes {
        /// A server gives up its vote for a better one.
        ElectionContested "electionContested",
        /// A server joins a later round.
        RoundJoined "roundJoined",
        /// A better vote comes while a server waits for one.
        WaitBroken "waitBroken",
        /// A leader is established.
        EpochBegun "epochBegun",
        /// A leader gives up leading.
        LeaderDeposed "leaderDeposed",
        /// A learner is brought to its leader's history by DIFF.
        Diff "diff",
        /// The same by TRUNC.
        Trunc "trunc",
        /// The same by SNAP.
        Snap "snap",
        /// A log is cut.
        LogCut "logCut",
        /// What was logged and not committed is applied by a server that loses its leader.
        FastForwarded "fastForwarded",
        /// A client is told that its write is done.
        WriteAcknowledged "writeAcknowledged",
        /// The same while a server is down or a link is cut.
        WriteAcknowledgedDuringFault "writeAcknowledgedDuringFault",
        /// Nobody knows what becomes of a request.
        OutcomeUnknown "outcomeUnknown",
        /// A client has moved.
        ClientMoved "clientMoved",
        /// A session expires.
        SessionExpired "sessionExpired",
    }
}

impl Checker {
    /// Counts what an event is.
    pub(super) fn count(&mut self, event: &Event) {
        let what = match &event.what {
            What::Noted(note) => match note {
                Note::VoteChanged { .. } => Sometimes::ElectionContested,
                Note::RoundJoined { .. } => Sometimes::RoundJoined,
                Note::WaitBroken { .. } => Sometimes::WaitBroken,
                Note::EpochBegun { .. } => Sometimes::EpochBegun,
                Note::SteppedDown { .. } => Sometimes::LeaderDeposed,
                Note::SyncBegun { mode: Mode::Diff, .. } => Sometimes::Diff,
                Note::SyncBegun { mode: Mode::Trunc, .. } => Sometimes::Trunc,
                Note::SyncBegun { mode: Mode::Snap, .. } => Sometimes::Snap,
                Note::FastForwarded { .. } => Sometimes::FastForwarded,
                Note::SessionExpired { .. } => Sometimes::SessionExpired,
                _ => return,
            },
            What::Persisted { step: DiskStep::Truncate(_) } => Sometimes::LogCut,
            What::RequestAnswered { op, answer, .. }
                if op.is_write() && !matches!(**answer, Answer::Failed(_)) =>
            {
                if self.has_fault() {
                    self.met(Sometimes::WriteAcknowledgedDuringFault);
                }
                Sometimes::WriteAcknowledged
            }
            What::RequestFailed { cxid: Some(_), .. } => Sometimes::OutcomeUnknown,
            What::Moved { .. } => Sometimes::ClientMoved,
            _ => return,
        };
        self.met(what);
    }

    fn met(&mut self, what: Sometimes) {
        *self.sometimes.get_or_insert_with(what, || 0) += 1;
    }

    /// What has happened, and how often.
    pub(crate) fn sometimes(&self) -> impl Iterator<Item = (Sometimes, u32)> + '_ {
        self.sometimes.iter().map(|(what, times)| (*what, *times))
    }
}
