//! The two ends of each link: whatever a real server heard from another, ours must have sent in that one's place.
//!
//! Not everything that is sent is heard. A mailbox holds one vote, the newest, and when a connection comes up the last one
//! is sent again. So what was heard must be found among what was sent, in the same order, some left out and some twice. It
//! is here that answers are compared in every field: the log of the one who answers gives them only in part.

use super::ensemble::Ensemble;
use super::log::{Entry, Log};
use super::replay::Exchange;
use super::report::{Mismatch, Report};
use zab::message::Notification;

/// Compares the two ends of every link between voters.
pub(crate) fn compare(ensemble: &Ensemble, exchanges: &[Exchange], report: &mut Report) {
    let voters =
        || ensemble.logs.iter().zip(exchanges).filter(|(log, _)| ensemble.quorum.is_voter(log.server));
    for (hearer, hearing) in voters() {
        let others = voters().filter(|(log, _)| log.server != hearer.server);
        for (speaker, speaking) in others.filter(|(_, speaking)| speaking.whole) {
            let sent = speaking.sent.iter().filter(|(to, _)| *to == hearer.server);
            let sent: Vec<Notification> = sent.map(|(_, notification)| *notification).collect();
            let mut position = 0;
            for (entry, _, heard) in hearing.heard.iter().filter(|(_, from, _)| *from == speaker.server) {
                let Some(ahead) = sent[position..].iter().position(|sent| sent == heard) else {
                    report.mismatches.push(unsent(&hearer.entries[*entry], hearer, speaker));
                    break;
                };
                position += ahead;
                report.heard += 1;
            }
        }
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
