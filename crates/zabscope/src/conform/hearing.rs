//! The two ends of each link: whatever a real server heard from another, ours must have sent in that one's place.
//!
//! Not everything that is sent is heard. A mailbox holds one vote, the newest, and when a connection comes up the last one
//! is sent again. So what was heard must be found among what was sent, in the same order, some left out and some twice. It
//! is here that answers are compared in every field: the log of the one who answers gives them only in part.

use super::ensemble::Ensemble;
use super::replay::Exchange;
use super::report::{Mismatch, Report};
use zab::message::Notification;

/// Compares the two ends of every link between voters.
pub(crate) fn compare(ensemble: &Ensemble, exchanges: &[Exchange], report: &mut Report) {
    let voters = |index: usize| ensemble.quorum.is_voter(ensemble.logs[index].server);
    for (to, hearer) in ensemble.logs.iter().enumerate().filter(|(index, _)| voters(*index)) {
        for (from, speaker) in
            ensemble.logs.iter().enumerate().filter(|(index, _)| voters(*index) && *index != to)
        {
            let sent: Vec<Notification> = exchanges[from]
                .sent
                .iter()
                .filter(|(to, _)| *to == hearer.server)
                .map(|(_, sent)| *sent)
                .collect();
            let mut position = 0;
            for (entry, _, heard) in exchanges[to].heard.iter().filter(|(_, from, _)| *from == speaker.server)
            {
                match sent[position..].iter().position(|sent| sent == heard) {
                    Some(ahead) => {
                        position += ahead;
                        report.heard += 1;
                    }
                    None => {
                        let entry = &hearer.entries[*entry];
                        report.mismatches.push(Mismatch {
                            file: hearer.file.clone(),
                            line: entry.line,
                            text: entry.text.clone(),
                            wanted: format!(
                                "server {} has not sent that, or not after what it sent before",
                                speaker.server
                            ),
                            why: Vec::new(),
                        });
                        break;
                    }
                }
            }
        }
    }
}
