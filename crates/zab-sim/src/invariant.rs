//! What must hold, whatever happens: the invariants of reference §8, each defined once.
//!
//! A checker hears every event of a world, and looks at the servers that an event may have brought to something. It goes by what
//! that event has changed, and keeps what it has to compare that with. What it finds broken it tells once for each server: from
//! then on the world is not what the protocol promises, and more of the same would drown the first.
//!
//! It is a part of the world, so that whoever goes back in time takes it along.

mod clients;
mod committed;
mod convergence;
mod histories;
mod leadership;
mod order;
mod rules;
mod sometimes;
mod storage;

pub use crate::invariant::rules::{RULES, Rule};
pub use crate::invariant::sometimes::Sometimes;

use crate::invariant::clients::Clients;
use crate::invariant::convergence::Quiet;
use crate::invariant::histories::{EMPTY, Histories, Place};
use crate::invariant::order::Broadcast;
use crate::party::Party;
use crate::record::event::{Event, What};
use crate::record::violation::{Fact, Flag, Invariant};
use zab::collections::set::Set;
use zab::collections::table::Table;
use zab::ids::{Epoch, Micros, ServerId, Zxid};
use zab::note::{AckIgnoreReason, Mode, Note, Phase};
use zab::quorum::Quorum;
use zab::server::Server;
use zab::storage::durable::Durable;
use zab::vote::ServerState;

/// Something broken, not told yet.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    pub(crate) invariant: Invariant,
    pub(crate) found: Found,
    pub(crate) facts: Vec<Fact>,
}

/// Where something was found: at which server, or with which client, and in which event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<W = Party> {
    pub(crate) whom: W,
    pub(crate) event: u32,
}

/// The same at a server.
type AtServer = Found<ServerId>;

/// What has to be remembered to tell what is broken.
#[derive(Clone, Debug)]
pub(crate) struct Checker {
    quorum: Quorum,
    histories: Histories,
    /// What a snapshot holds that was there at the beginning nobody can tell; nor, then, what comes before.
    unknown_up_to: Zxid,
    broadcast: Table<Zxid, Broadcast>,
    /// All that was delivered, by whomever.
    delivered: Place,
    /// All that leaders have delivered, each while its epoch was the newest.
    committed: Place,
    /// All of which a client was told that it is done.
    acknowledged: Place,
    /// The established leader of each epoch, and the event.
    established: Table<Epoch, (ServerId, u32)>,
    /// The newest of these epochs.
    newest: Option<Epoch>,
    /// The leaders beyond DISCOVERY, their epochs, and the events.
    leaders: Table<ServerId, (Epoch, u32)>,
    servers: Table<ServerId, Seen>,
    clients: Clients,
    quiet: Quiet,
    sometimes: Table<Sometimes, u32>,
    /// Servers to look at, each with what is to be looked for.
    due: Vec<(AtServer, Look)>,
    found: Vec<Violation>,
    told: Set<(Invariant, Party)>,
}

/// What is looked for once a server has come to rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// What it has read of its disk; the first time all of that is safe.
    Read { first: bool },
    /// Whether memory and disk agree.
    Looking,
    /// The history with which it leads.
    Established,
    /// What it has delivered, now that it begins to serve.
    Serving,
    /// What is left of its log.
    Cut,
    /// What is on its disk now that a leader's tree is.
    Replaced,
    /// Its epochs.
    Epochs,
}

/// What was seen of a server.
#[derive(Clone, Debug)]
struct Seen {
    state: ServerState,
    /// Whom it follows.
    leader: Option<ServerId>,
    /// The epoch that it leads or follows.
    epoch: Option<Epoch>,
    /// Whether it has taken that as its current epoch.
    epoch_taken: bool,
    /// Whether a leader's tree is in its memory, and not on its disk yet.
    replaces: bool,
    /// What it has logged, and as a primary broadcast.
    log: Place,
    /// What it would find on its disk.
    disk: Place,
    /// What of that is safe.
    safe: Place,
    /// What leaders had delivered when it was offered to cut its log last.
    committed_at_offer: Place,
    /// The epochs on its disk, accepted and current.
    epochs: (Epoch, Epoch),
    /// What it has delivered; absent while it does not serve.
    delivered: Option<Place>,
    last_broadcast: Option<Zxid>,
    /// The last zxid that it has committed as a leader.
    last_committed: Zxid,
}

impl Default for Seen {
    fn default() -> Seen {
        Seen {
            state: ServerState::Looking,
            leader: None,
            epoch: None,
            epoch_taken: false,
            replaces: false,
            log: EMPTY,
            disk: EMPTY,
            safe: EMPTY,
            committed_at_offer: EMPTY,
            epochs: (Epoch(0), Epoch(0)),
            delivered: None,
            last_broadcast: None,
            last_committed: Zxid(0),
        }
    }
}

impl Checker {
    /// That of a world which is made from this.
    pub(crate) fn new(ensemble: Ensemble<'_>) -> Checker {
        let mut checker = Checker {
            quorum: ensemble.quorum.clone(),
            histories: Histories::default(),
            unknown_up_to: Zxid(0),
            broadcast: Table::default(),
            delivered: EMPTY,
            committed: EMPTY,
            acknowledged: EMPTY,
            established: Table::default(),
            newest: None,
            leaders: Table::default(),
            servers: ensemble.servers.into_iter().map(|id| (id, Seen::default())).collect(),
            clients: Clients::default(),
            quiet: Quiet::new(ensemble.patience),
            sometimes: Table::default(),
            due: Vec::new(),
            found: Vec::new(),
            told: Set::default(),
        };
        for disk in ensemble.disks {
            let snapshots = disk.snapshots.iter().map(|snapshot| snapshot.zxid);
            checker.unknown_up_to = snapshots.fold(checker.unknown_up_to, Zxid::max);
            for txn in &disk.log {
                checker.broadcast.insert(txn.zxid, Broadcast::GIVEN);
            }
        }
        checker
    }

    /// Hears of an event.
    pub(crate) fn hear(&mut self, event: &Event) {
        self.count(event);
        self.hear_quiet(event);
        self.hear_client(event);
        let Some(whom) = event.server else { return };
        let found = Found { whom, event: event.id };
        match &event.what {
            What::Noted(note) => self.hear_note(found, note),
            What::Persisted { step } => self.on_persisted(found, step),
            What::Started { life } => {
                self.leave(whom, ServerState::Looking);
                self.due.push((found, Look::Read { first: *life == 1 }));
            }
            What::Crashed | What::PowerLost | What::Exited { .. } => self.leave(whom, ServerState::Looking),
            // From then on it is a new server.
            What::DiskWiped => self.seen(whom, |seen| *seen = Seen::default()),
            _ => {}
        }
    }

    fn hear_note(&mut self, found: AtServer, note: &Note) {
        match note {
            Note::StateChanged { to } => {
                self.leave(found.whom, *to);
                if *to == ServerState::Looking {
                    self.due.push((found, Look::Looking));
                }
            }
            Note::PhaseChanged { to } => {
                self.on_phase(found, *to);
                if *to == Phase::Broadcast {
                    self.due.push((found, Look::Serving));
                }
            }
            Note::Elected { vote, .. } => self.seen(found.whom, |seen| seen.leader = Some(vote.leader)),
            Note::EpochProposed { epoch, .. } => self.seen(found.whom, |seen| seen.epoch = Some(*epoch)),
            Note::EpochTaken { file, epoch } => self.on_epoch_taken(found, *file, *epoch),
            Note::HistoryChosen { .. } => {
                self.on_established(found);
                self.due.push((found, Look::Established));
            }
            Note::Offered { learner, mode: Mode::Trunc, .. } => {
                let committed = self.committed;
                self.seen(*learner, |seen| seen.committed_at_offer = committed);
            }
            Note::SyncBegun { mode: Mode::Snap, .. } => self.seen(found.whom, |seen| seen.replaces = true),
            Note::Proposed { txn } => {
                self.on_broadcast(found, txn.zxid);
                self.on_session_write(found, txn);
            }
            Note::Committed { zxid } => self.on_committed(found, *zxid),
            Note::Applied { zxid } => self.on_applied(found, *zxid),
            Note::GapFound { .. } => self.on_flag(found, Flag::ProposalInconsistent),
            Note::CommitWithoutProposal { .. } | Note::WrongCommit { .. } => {
                self.on_flag(found, Flag::CommitInconsistent);
            }
            Note::AckIgnored { reason: AckIgnoreReason::NeverProposed, .. }
            | Note::AckOfAnotherEpoch { .. } => self.on_flag(found, Flag::AckInconsistent),
            Note::UnexpectedMessage => {
                let flag = if self.is_preparing(found.whom) {
                    Flag::StateInconsistent
                } else {
                    Flag::MessageIllegal
                };
                self.on_flag(found, flag);
            }
            _ => {}
        }
    }

    /// Whether a server is in DISCOVERY or SYNCHRONIZATION.
    fn is_preparing(&self, server: ServerId) -> bool {
        let seen = self.servers.get(&server);
        seen.is_some_and(|seen| seen.state != ServerState::Looking && seen.delivered.is_none())
    }

    fn seen(&mut self, server: ServerId, change: impl FnOnce(&mut Seen)) {
        if let Some(seen) = self.servers.get_mut(&server) {
            change(seen);
        }
    }

    /// A server is something else from now on, and serves no longer. Whom it follows it has said before.
    fn leave(&mut self, server: ServerId, state: ServerState) {
        self.leaders.remove(&server);
        self.clients.forget_syncs(server);
        self.seen(server, |seen| {
            (seen.state, seen.epoch, seen.delivered) = (state, None, None);
            (seen.epoch_taken, seen.replaces) = (false, false);
        });
    }

    /// A server that has to be looked at.
    pub(crate) fn next_due(&self) -> Option<ServerId> {
        self.due.first().map(|(found, _)| found.whom)
    }

    /// Looks at that server, now that it is at rest.
    pub(crate) fn look(&mut self, process: Option<&Server>) {
        let (found, look) = self.due.remove(0);
        let Some(process) = process else { return };
        match look {
            Look::Read { first } => self.on_read(found, process, first),
            Look::Looking => self.check_memory(found, process),
            Look::Established => self.check_beginning(found, process),
            Look::Serving => self.on_serving(found, process),
            Look::Cut => self.on_cut(found, process),
            Look::Replaced => self.on_replaced(found, process),
            Look::Epochs => self.check_epochs(found, process),
        }
    }

    /// A history, as far as it can be compared.
    fn known(&mut self, zxids: &[Zxid]) -> Place {
        let unknown_up_to = self.unknown_up_to;
        self.histories.of(zxids.iter().copied().filter(|zxid| *zxid > unknown_up_to))
    }

    fn tell(&mut self, invariant: Invariant, found: impl Into<Found>, facts: impl IntoIterator<Item = Fact>) {
        let found = found.into();
        if self.told.insert((invariant, found.whom)) {
            self.found.push(Violation { invariant, found, facts: facts.into_iter().collect() });
        }
    }

    /// What was found and is not told yet.
    pub(crate) fn take_found(&mut self) -> Vec<Violation> {
        std::mem::take(&mut self.found)
    }

    /// Whether an invariant was ever broken.
    pub(crate) fn is_broken(&self, invariant: Invariant) -> bool {
        self.told.iter().any(|(told, _)| *told == invariant)
    }

    /// How much memory it takes, about, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.histories.bytes() + self.broadcast.keys().count() * size_of::<(Zxid, Broadcast)>()
    }
}

impl From<AtServer> for Found {
    fn from(found: AtServer) -> Found {
        Found { whom: found.whom.into(), event: found.event }
    }
}

/// What the checker has to know of an ensemble before anything happens.
pub(crate) struct Ensemble<'a> {
    /// Who decides.
    pub(crate) quorum: &'a Quorum,
    /// All servers.
    pub(crate) servers: Vec<ServerId>,
    /// What is on their disks, where something is.
    pub(crate) disks: Vec<&'a Durable>,
    /// How long it may take until an ensemble that is left alone has come to rest.
    pub(crate) patience: Micros,
}
