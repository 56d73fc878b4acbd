//! The election receiver: it takes up every notification first, in whatever state the server is.
//!
//! It hands notifications to the election only while the server is LOOKING, and answers those who need an answer
//! without asking the election. So a server that has long had a leader still tells newcomers who it is
//! (reference §2.6, `WorkerReceiver`).

use crate::ids::{Cause, Micros, ServerId};
use crate::io::Outbox;
use crate::message::Notification;
use crate::note::{AnswerReason, Note, Queue};
use crate::server::Server;
use crate::vote::{ServerState, Vote};

/// How many notifications wait for the election at most.
///
/// Differs: ZooKeeper's queue has no limit. Ours is reached only if the election is held back for long.
pub const ELECTION_QUEUE_LIMIT: usize = 10_000;

impl Server {
    /// Moves one notification through the receiver.
    pub(crate) fn run_receiver(&mut self, now: Micros, out: &mut Outbox) -> bool {
        let Some((cause, from, notification)) = self.links.take_received() else { return false };
        let looking = self.state() == ServerState::Looking;
        let asks = notification.state == ServerState::Looking;
        if !self.config.quorum.is_voter(from) {
            // Such a server is told the current vote, but with the running round: reference §2.6.
            let vote = Vote { round: self.election.round, ..self.current_vote };
            self.answer(cause, from, vote, AnswerReason::AskerHasNoVote, out);
        } else if looking {
            self.hand_to_election(cause, from, notification, out);
            if asks && notification.vote.round < self.election.round {
                self.answer(cause, from, self.election.vote(), AnswerReason::AskerIsBehind, out);
            }
        } else if asks {
            self.on_looking_voter(now, cause);
            self.answer(cause, from, self.current_vote, AnswerReason::AskerIsLooking, out);
        }
        true
    }

    fn hand_to_election(
        &mut self,
        cause: Cause,
        from: ServerId,
        notification: Notification,
        out: &mut Outbox,
    ) {
        if self.election.queue.len() == ELECTION_QUEUE_LIMIT {
            self.election.queue.pop_front();
            out.note(cause, Note::QueueOverflowed { queue: Queue::Election });
        }
        self.election.queue.push_back((cause, from, notification));
    }

    fn answer(&mut self, cause: Cause, to: ServerId, vote: Vote, reason: AnswerReason, out: &mut Outbox) {
        let why = out.note(cause, Note::Answered { to, reason });
        self.send_notification(why, to, Notification::new(self.state(), vote));
    }
}
