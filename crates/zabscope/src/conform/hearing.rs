//! The two ends of each link: whatever a real server heard from another, ours must have sent in that one's place.
//!
//! Not everything that is sent is heard. A mailbox holds one vote, the newest, and when a connection comes up the last one
//! is sent again. So what was heard must be found among what was sent, in the same order, some left out and some twice; only what
//! two threads of the sender send at the same moment may change places. It
//! is here that answers are compared in every field: the log of the one who answers gives them only in part.

use super::ensemble::Ensemble;
use super::log::{Entry, Log};
use super::replay::{Exchange, Sent};
use super::report::{Mismatch, Report};
use zab::message::Notification;

/// How long a thread may take between its line and the sender's queue: a busy machine may run another thread meanwhile.
const OVERTAKING_MS: i64 = 20;

/// Compares the two ends of every link between voters.
pub(crate) fn compare(ensemble: &Ensemble, exchanges: &[Exchange], report: &mut Report) {
    let voters =
        || ensemble.logs.iter().zip(exchanges).filter(|(log, _)| ensemble.quorum.is_voter(log.server));
    for (hearer, hearing) in voters() {
        let others = voters().filter(|(log, _)| log.server != hearer.server);
        for (speaker, speaking) in others.filter(|(_, speaking)| speaking.whole) {
            let sent = speaking.sent.iter().filter(|sent| sent.to == hearer.server).copied().collect();
            let mut link = Link::new(sent);
            for (entry, _, heard) in hearing.heard.iter().filter(|(_, from, _)| *from == speaker.server) {
                if !link.hear(heard) {
                    report.mismatches.push(unsent(&hearer.entries[*entry], hearer, speaker));
                    break;
                }
                report.heard += 1;
            }
        }
    }
}

/// What one server sent to another, and how far that has been heard.
struct Link {
    /// Each, and whether it has been heard.
    sent: Vec<(Sent, bool)>,
    position: usize,
}

impl Link {
    fn new(sent: Vec<Sent>) -> Link {
        Link { sent: sent.into_iter().map(|sent| (sent, false)).collect(), position: 0 }
    }

    /// Whether this may be heard next.
    fn hear(&mut self, heard: &Notification) -> bool {
        let ahead = self.sent[self.position..].iter().position(|(sent, _)| sent.notification == *heard);
        let found = match ahead {
            Some(ahead) => {
                self.position += ahead;
                self.position
            }
            None => match self.overtaken(heard) {
                Some(overtaken) => overtaken,
                None => return false,
            },
        };
        if let Some((_, is_heard)) = self.sent.get_mut(found) {
            *is_heard = true;
        }
        true
    }

    /// What one of the sender's threads had said it would send, just before what the other sent and was heard last. Each writes
    /// its line before it puts the notification into the sender's queue, and the other may come between.
    fn overtaken(&self, heard: &Notification) -> Option<usize> {
        let (last, _) = self.sent.get(self.position)?;
        self.sent[..self.position].iter().position(|(sent, is_heard)| {
            !is_heard
                && sent.notification == *heard
                && sent.is_answer != last.is_answer
                && last.at_ms.saturating_sub(sent.at_ms) <= OVERTAKING_MS
        })
    }
}

fn unsent(entry: &Entry, hearer: &Log, speaker: &Log) -> Mismatch {
    Mismatch {
        file: hearer.file.clone(),
        line: entry.line,
        text: entry.text.clone(),
        wanted: format!("server {} has not sent that, or not after what it sent before", speaker.server),
        why: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Link, OVERTAKING_MS};
    use crate::conform::replay::Sent;
    use zab::ids::{Epoch, Round, ServerId, Zxid};
    use zab::message::Notification;
    use zab::vote::{ServerState, Vote};

    fn vote(round: i64) -> Notification {
        let vote = Vote { round: Round(round), leader: ServerId(1), zxid: Zxid(0), peer_epoch: Epoch(0) };
        Notification::new(ServerState::Looking, vote)
    }

    /// Whether this is heard where these were sent: each with its round, whether it is an answer, and when.
    fn is_heard(sent: &[(i64, bool, i64)], heard: &[i64]) -> bool {
        let sent = sent.iter().map(|&(round, is_answer, at_ms)| Sent {
            to: ServerId(1),
            notification: vote(round),
            is_answer,
            at_ms,
        });
        let mut link = Link::new(sent.collect());
        heard.iter().all(|round| link.hear(&vote(*round)))
    }

    #[test]
    fn what_is_heard_was_sent_in_that_order() {
        let sent = [(1, false, 0), (2, false, 1), (3, false, 2)];
        for (heard, agrees) in [
            (&[1, 2, 3][..], true),
            (&[1, 3], true),
            (&[1, 1, 3, 3], true),
            (&[3, 2], false),
            (&[1, 4], false),
            (&[], true),
        ] {
            assert_eq!(is_heard(&sent, heard), agrees, "{heard:?}");
        }
    }

    #[test]
    fn an_answer_and_what_the_main_thread_sends_at_the_same_moment_may_change_places() {
        let at = |answer_ms| [(1, true, 0), (2, false, answer_ms), (3, false, answer_ms)];
        assert!(is_heard(&at(OVERTAKING_MS), &[2, 1, 3]));
        assert!(is_heard(&at(OVERTAKING_MS), &[3, 1]));
        // Not long after, not twice, and not two of one thread.
        assert!(!is_heard(&at(OVERTAKING_MS + 1), &[2, 1]));
        assert!(!is_heard(&at(0), &[1, 2, 1]));
        assert!(!is_heard(&at(0), &[2, 1, 1]));
        assert!(!is_heard(&at(0), &[3, 2]));
        // The other way about.
        assert!(is_heard(&[(1, false, 0), (2, true, 3)], &[2, 1]));
    }
}
