//! Synchronization: what a real leader chose to send to each learner (DIFF, TRUNC, SNAP), and what ours would have chosen.
//!
//! The log says from which numbers the choice was made: the learner's last zxid, the ends of the leader's window and its last
//! zxid. What lies between the ends of the window is taken from the packets: all that was ever proposed there, less what
//! the leader did not have when it began to lead.

use crate::conform::recording::ensemble::Ensemble;
use crate::conform::recording::log::{Entry, Log};
use crate::conform::report::{Mismatch, Report};
use zab::ids::{Epoch, ServerId, Zxid};
use zab::note::Mode;
use zab::phases::synchronization::{Offer, Stock, offer};
use zab::storage::durable::{LOG_FILE_BYTES, LogFile};
use zab_logs::{ElectionEvent, Event, LearnerHandlerEvent as Handled, SyncMode};

/// How large a leader's newest snapshot is taken to be: smaller than any file of its log.
const SNAPSHOT_BYTES: u64 = 1 << 20;

/// Compares every synchronization in the log of a server that led, if the log shows all of what it chose.
pub(crate) fn compare(log: &Log, ensemble: &Ensemble, report: &mut Report) {
    if log.found.synchronizes_unseen() {
        return;
    }
    // What the server voted with in its last election: the end of the history with which it began to lead.
    let mut began = Zxid(0);
    let mut unknown: u64 = 0;
    for (index, entry) in log.entries.iter().enumerate() {
        if let Event::Election(ElectionEvent::Started { zxid, .. }) = &entry.event {
            began = Zxid(zxid.0);
        }
        let Some(state) = SyncState::from_entry(entry) else { continue };
        if ensemble.packets.is_empty() && state.max != Zxid(0) {
            unknown += 1;
            continue;
        }
        let config = ensemble.config(log.server);
        let log_limit = config.snapshot_size_factor.limit(SNAPSHOT_BYTES);
        let on_disk = on_disk(ensemble, log, entry.line, state.max, began);
        let window = window(ensemble, state.min, state.max, began);
        let stock = Stock {
            committed: &window,
            last_processed: state.last,
            log: &on_disk.0,
            later_files: &on_disk.1,
            log_limit,
            force_snapshot: config.force_snapshot,
        };
        let ours = offer(state.peer_last, &stock);
        match Chosen::find(&log.entries[index..], &state) {
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
    if unknown > 0 {
        report.notes.push(format!(
            "{}: {unknown} of the synchronizations are not compared: expected packets.jsonl, which says what the leader had to send",
            log.file.display()
        ));
    }
}

/// What a leader's choice depends on, from its log.
pub(crate) struct SyncState {
    pub(crate) learner: ServerId,
    /// The learner's last zxid.
    pub(crate) peer_last: Zxid,
    /// The ends of the leader's window; both are 0 if it is empty.
    pub(crate) min: Zxid,
    pub(crate) max: Zxid,
    /// The last zxid that the leader had processed.
    pub(crate) last: Zxid,
}

impl SyncState {
    pub(crate) fn from_entry(entry: &Entry) -> Option<SyncState> {
        let Event::LearnerHandler(Handled::Synchronizing {
            peer,
            min_committed_log,
            max_committed_log,
            last_processed: Some(last),
            peer_last,
        }) = &entry.event
        else {
            return None;
        };
        Some(SyncState {
            learner: ServerId(peer.0),
            peer_last: Zxid(peer_last.0),
            min: Zxid(min_committed_log.0),
            max: Zxid(max_committed_log.0),
            last: Zxid(last.0),
        })
    }
}

/// What the leader had in memory between the ends of its window.
pub(crate) fn window(ensemble: &Ensemble, min: Zxid, max: Zxid, began: Zxid) -> Vec<Zxid> {
    let own: Epoch = max.epoch();
    let proposed = ensemble
        .packets
        .iter()
        .filter(|packet| packet.content.kind == "PROPOSAL")
        .map(|packet| packet.content.zxid);
    let mut window: Vec<Zxid> = proposed
        .filter(|zxid| min <= *zxid && *zxid <= max)
        .filter(|zxid| *zxid <= began || (zxid.epoch() == own && own > began.epoch()))
        .collect();
    window.sort_unstable();
    window.dedup();
    window
}

/// A leader's log on disk as its log lines show it, and the files of it but for the first.
fn on_disk(ensemble: &Ensemble, log: &Log, line: u64, max: Zxid, began: Zxid) -> (Vec<Zxid>, Vec<LogFile>) {
    let mut files = log.files.iter().filter(|(created, _)| *created < line).map(|(_, zxid)| *zxid);
    let Some(first) = files.next() else { return (Vec::new(), Vec::new()) };
    let zxids = window(ensemble, first, max, began);
    let start = |first: Zxid| zxids.partition_point(|zxid| *zxid < first) as u32;
    let later = files.map(|first| LogFile { start: start(first), bytes: LOG_FILE_BYTES }).collect();
    (zxids, later)
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
    fn find(entries: &[Entry], state: &SyncState) -> Option<Chosen> {
        let mut first = None;
        let mut position = None;
        for entry in entries {
            let Event::LearnerHandler(event) = &entry.event else { continue };
            match event {
                Handled::AlreadyInSync { peer: Some(peer), zxid } if peer.0 == state.learner.0 => {
                    first = Some((Mode::Diff, Zxid(zxid.0)));
                }
                Handled::SyncBegins { mode, zxid: Some(zxid), peer: Some(peer) }
                    if peer.0 == state.learner.0 =>
                {
                    let mode = if *mode == SyncMode::Trunc { Mode::Trunc } else { Mode::Diff };
                    first = Some((mode, Zxid(zxid.0)));
                }
                Handled::SendingSnapshot { peer_last: to, sent, .. }
                    if to.0 == state.peer_last.0 && first.is_none() =>
                {
                    first = Some((Mode::Snap, Zxid(sent.0)));
                }
                Handled::ForwardingStarted { peer, after } if peer.0 == state.learner.0 => {
                    position = Some(Zxid(after.0));
                }
                Handled::NewLeaderSent { peer } if peer.0 == state.learner.0 => break,
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
