//! Synchronizations: what a real leader chose to send to each learner, and what ours would have chosen.
//!
//! The log says from which numbers the choice was made: the learner's last zxid, the ends of the leader's window and its last
//! zxid. What lies between the ends of the window is taken from the packets: all that was ever proposed there, less what
//! the leader did not have when it began to lead.

use super::ensemble::{Ensemble, Entry, Log};
use super::report::{Mismatch, Report};
use zab::ids::{Epoch, Zxid};
use zab::synchronization::{LogLimit, Mode, Offer, Stock, offer};
use zab_logs::{ElectionEvent, Event, LearnerHandlerEvent as Handled, ServerId, SyncMode};

/// Compares every synchronization in the log of a server that led.
pub(crate) fn compare(log: &Log, ensemble: &Ensemble, report: &mut Report) {
    // What the server voted with in its last election: the end of the history with which it began to lead.
    let mut began = Zxid(0);
    for (index, entry) in log.entries.iter().enumerate() {
        match &entry.event {
            Event::Election(ElectionEvent::Started { zxid, .. }) => began = Zxid(zxid.0),
            Event::LearnerHandler(Handled::Synchronizing {
                peer,
                min_committed_log: min,
                max_committed_log: max,
                last_processed: Some(last),
                peer_last,
            }) => {
                let window = window(ensemble, Zxid(min.0), Zxid(max.0), began);
                let stock = Stock {
                    committed: &window,
                    last_processed: Zxid(last.0),
                    log: &[],
                    log_limit: LogLimit::Disabled,
                    force_snapshot: false,
                };
                let ours = offer(Zxid(peer_last.0), &stock);
                match Chosen::find(&log.entries[index..], *peer, *peer_last) {
                    Some(chosen) if chosen.is(&ours) => report.syncs += 1,
                    chosen => report.mismatches.push(Mismatch {
                        file: log.file.clone(),
                        line: entry.line,
                        text: entry.text.clone(),
                        wanted: format!("{ours:?}, but the log goes on with {chosen:?}"),
                        why: vec![format!("the window is taken to hold {} transactions", window.len())],
                    }),
                }
            }
            _ => {}
        }
    }
}

/// What the leader had in memory between the ends of its window.
pub(crate) fn window(ensemble: &Ensemble, min: Zxid, max: Zxid, began: Zxid) -> Vec<Zxid> {
    let own: Epoch = max.epoch();
    let proposed = ensemble
        .packets
        .iter()
        .filter(|packet| packet.said.kind == "PROPOSAL")
        .map(|packet| packet.said.zxid);
    let mut window: Vec<Zxid> = proposed
        .filter(|zxid| min <= *zxid && *zxid <= max)
        .filter(|zxid| *zxid <= began || (zxid.epoch() == own && own > began.epoch()))
        .collect();
    window.sort_unstable();
    window.dedup();
    window
}

/// What the log says the leader sent: how, to which zxid, and from where on it forwarded.
#[derive(Debug)]
struct Chosen {
    mode: Mode,
    zxid: Zxid,
    position: Zxid,
}

impl Chosen {
    /// Looks for it in the lines that follow, as far as the next NEWLEADER to that learner. Handlers of several learners
    /// write between each other.
    fn find(entries: &[Entry], learner: ServerId, peer_last: zab_logs::Zxid) -> Option<Chosen> {
        let mut first = None;
        let mut position = None;
        for entry in entries {
            let Event::LearnerHandler(event) = &entry.event else { continue };
            match event {
                Handled::AlreadyInSync { peer: Some(peer), zxid } if *peer == learner => {
                    first = Some((Mode::Diff, Zxid(zxid.0)));
                }
                Handled::SyncBegins { mode, zxid: Some(zxid), peer: Some(peer) } if *peer == learner => {
                    let mode = if *mode == SyncMode::Trunc { Mode::Trunc } else { Mode::Diff };
                    first = Some((mode, Zxid(zxid.0)));
                }
                Handled::SendingSnapshot { peer_last: to, sent, .. }
                    if *to == peer_last && first.is_none() =>
                {
                    first = Some((Mode::Snap, Zxid(sent.0)));
                }
                Handled::ForwardingStarted { peer, after } if *peer == learner => {
                    position = Some(Zxid(after.0));
                }
                Handled::NewLeaderSent { peer } if *peer == learner => break,
                _ => {}
            }
        }
        let ((mode, zxid), position) = (first?, position?);
        Some(Chosen { mode, zxid, position })
    }

    fn is(&self, offer: &Offer) -> bool {
        (self.mode, self.zxid, self.position) == (offer.mode, offer.zxid, offer.position)
    }
}
