//! Delivery: every notification that a real server received from another must be one that ours sent in the other's place.
//!
//! Not every notification that is sent is received: a mailbox holds the newest only, and when a connection comes up the last one is
//! sent again. So those received must be found among those sent in the same order, some missing and some twice. Only two that
//! different threads of the sender sent within [`OVERTAKING_MS`] may change places. This compares answers in every field; the
//! answering server's own log has only some of them.

use super::replay::{Exchange, Sent};
use crate::conform::recording::ensemble::Ensemble;
use crate::conform::recording::log::{Entry, Log};
use crate::conform::report::{Mismatch, Report};
use zab::message::Notification;

/// How long, in milliseconds, a thread may take from logging a notification to queueing it: another thread may run in between.
const OVERTAKING_MS: i64 = 20;

/// Compares every link between two voters, each way.
pub(crate) fn compare(ensemble: &Ensemble, exchanges: &[Exchange], report: &mut Report) {
    let voters =
        || ensemble.logs.iter().zip(exchanges).filter(|(log, _)| ensemble.quorum.is_voter(log.server));
    for (receiver, receiving) in voters() {
        let others = voters().filter(|(log, _)| log.server != receiver.server);
        for (sender, sending) in others.filter(|(_, sending)| sending.whole) {
            let sent = sending.sent.iter().filter(|sent| sent.to == receiver.server).copied().collect();
            let mut link = Link::new(sent);
            for (entry, _, received) in
                receiving.received.iter().filter(|(_, from, _)| *from == sender.server)
            {
                if !link.receive(received) {
                    report.mismatches.push(not_sent(&receiver.entries[*entry], receiver, sender));
                    break;
                }
                report.heard += 1;
            }
        }
    }
}

/// The notifications that one server sent to another, and how far they have been received.
struct Link {
    /// Each, and whether it has been received.
    sent: Vec<(Sent, bool)>,
    position: usize,
}

impl Link {
    fn new(sent: Vec<Sent>) -> Link {
        Link { sent: sent.into_iter().map(|sent| (sent, false)).collect(), position: 0 }
    }

    /// Marks a notification as received. False if it cannot be the next.
    fn receive(&mut self, received: &Notification) -> bool {
        let ahead = self.sent[self.position..].iter().position(|(sent, _)| sent.notification == *received);
        let found = match ahead {
            Some(ahead) => {
                self.position += ahead;
                self.position
            }
            None => match self.overtaken(received) {
                Some(overtaken) => overtaken,
                None => return false,
            },
        };
        if let Some((_, is_received)) = self.sent.get_mut(found) {
            *is_received = true;
        }
        true
    }

    /// A notification that one thread of the sender logged just before the last received one, which the other thread sent. A thread
    /// logs a notification before it queues it, so the other one can overtake it.
    fn overtaken(&self, received: &Notification) -> Option<usize> {
        let (last, _) = self.sent.get(self.position)?;
        self.sent[..self.position].iter().position(|(sent, is_received)| {
            !is_received
                && sent.notification == *received
                && sent.is_answer != last.is_answer
                && last.at_ms.saturating_sub(sent.at_ms) <= OVERTAKING_MS
        })
    }
}

fn not_sent(entry: &Entry, receiver: &Log, sender: &Log) -> Mismatch {
    Mismatch {
        file: receiver.file.clone(),
        line: entry.line,
        text: entry.text.clone(),
        wanted: format!("server {} has not sent that, or not after what it sent before", sender.server),
        why: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::replay::Sent;
    use super::{Link, OVERTAKING_MS};
    use zab::ids::{Epoch, Round, ServerId, Zxid};
    use zab::message::Notification;
    use zab::vote::{ServerState, Vote};

    fn vote(round: i64) -> Notification {
        let vote = Vote { round: Round(round), leader: ServerId(1), zxid: Zxid(0), peer_epoch: Epoch(0) };
        Notification::new(ServerState::Looking, vote)
    }

    /// Whether this is received where these were sent: each with its round, whether it is an answer, and when.
    fn is_received(sent: &[(i64, bool, i64)], received: &[i64]) -> bool {
        let sent = sent.iter().map(|&(round, is_answer, at_ms)| Sent {
            to: ServerId(1),
            notification: vote(round),
            is_answer,
            at_ms,
        });
        let mut link = Link::new(sent.collect());
        received.iter().all(|round| link.receive(&vote(*round)))
    }

    #[test]
    fn what_is_heard_was_sent_in_that_order() {
        let sent = [(1, false, 0), (2, false, 1), (3, false, 2)];
        for (received, agrees) in [
            (&[1, 2, 3][..], true),
            (&[1, 3], true),
            (&[1, 1, 3, 3], true),
            (&[3, 2], false),
            (&[1, 4], false),
            (&[], true),
        ] {
            assert_eq!(is_received(&sent, received), agrees, "{received:?}");
        }
    }

    #[test]
    fn an_answer_and_what_the_main_thread_sends_at_the_same_moment_may_change_places() {
        let at = |answer_ms| [(1, true, 0), (2, false, answer_ms), (3, false, answer_ms)];
        assert!(is_received(&at(OVERTAKING_MS), &[2, 1, 3]));
        assert!(is_received(&at(OVERTAKING_MS), &[3, 1]));
        // Not long after, not twice, and not two of one thread.
        assert!(!is_received(&at(OVERTAKING_MS + 1), &[2, 1]));
        assert!(!is_received(&at(0), &[1, 2, 1]));
        assert!(!is_received(&at(0), &[2, 1, 1]));
        assert!(!is_received(&at(0), &[3, 2]));
        // The other way about.
        assert!(is_received(&[(1, false, 0), (2, true, 3)], &[2, 1]));
    }
}
