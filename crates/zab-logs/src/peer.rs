//! The server as a whole: its start, its epochs on disk, and the states that it goes through
//! (`QuorumPeerMain`, `QuorumPeer`).

use crate::form::{Form, Values, form};
use crate::numbers::ServerId;
use crate::words::{EpochFile, Phase, ServerState, SyncMode, Word};

/// What a server says of itself. Reference §11.1 and §1.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerEvent {
    /// A process starts: a new life begins, with nothing but what is on disk. (INFO)
    LifeBegins {
        /// Which server; 3.5 and earlier do not print it.
        server: Option<ServerId>,
    },
    /// There was no such epoch file, so it is written with the epoch of the last zxid on disk.
    /// (INFO)
    EpochFileMissing {
        /// Which file.
        file: EpochFile,
        /// The epoch written.
        epoch: i64,
    },
    /// The process had died while it changed its current epoch, which is set right. (INFO)
    CurrentEpochRepaired {
        /// The current epoch from now on.
        epoch: i64,
    },
    /// What is on disk cannot be read or contradicts itself: the server refuses to start. The
    /// stack trace that follows says why. (ERROR)
    DatabaseUnreadable,
    /// A round of the main loop begins in this state. (INFO)
    StateEntered(ServerState),
    /// The server gave up its leader, or its followers, and goes back to LOOKING. (WARN)
    SetToLooking,
    /// The state, or how far the server has come in it. Since 3.6. (INFO)
    StateChanged {
        /// The state.
        state: ServerState,
        /// How far it has come; election where the line names none.
        phase: Phase,
        /// How this learner is being synchronized. After a loss it may still name the last way.
        mode: Option<SyncMode>,
    },
}

pub(crate) const MAIN_FORMS: &[Form<PeerEvent>] = &[
    form("Starting quorum peer, myid={server}", |v| {
        Some(PeerEvent::LifeBegins { server: Some(v.server()?) })
    }),
    form("Starting quorum peer", |_| Some(PeerEvent::LifeBegins { server: None })),
];

pub(crate) const FORMS: &[Form<PeerEvent>] = &[
    form("LOOKING", |_| entered(ServerState::Looking)),
    form("FOLLOWING", |_| entered(ServerState::Following)),
    form("LEADING", |_| entered(ServerState::Leading)),
    form("OBSERVING", |_| entered(ServerState::Observing)),
    form("PeerState set to LOOKING", |_| Some(PeerEvent::SetToLooking)),
    form("Peer state changed: {state}", state_changed),
    form("{file} not found! Creating with a reasonable default of {epoch}. {remark}", |v| {
        Some(PeerEvent::EpochFileMissing { file: v.word()?, epoch: v.plain()? })
    }),
    form("{file} found. Setting current epoch to {epoch}.", repaired),
    // 3.4.
    form(
        "{file} found. The server was terminated after taking a snapshot but before updating \
         current epoch. Setting current epoch to {epoch}.",
        repaired,
    ),
    form("Unable to load database on disk", |_| Some(PeerEvent::DatabaseUnreadable)),
];

fn entered(state: ServerState) -> Option<PeerEvent> {
    Some(PeerEvent::StateEntered(state))
}

fn repaired(v: &mut Values<'_>) -> Option<PeerEvent> {
    let _file = v.text()?;
    Some(PeerEvent::CurrentEpochRepaired { epoch: v.plain()? })
}

/// `following`, `following - synchronization`, `following - synchronization - diff`; the phase is
/// left out in an election, which leaves `looking - diff` if a way to synchronize has stayed.
fn state_changed(v: &mut Values<'_>) -> Option<PeerEvent> {
    let mut words = v.text()?.split(" - ");
    let state = ServerState::read(words.next()?)?;
    let mut phase = Phase::Election;
    let mut next = words.next();
    if let Some(named) = next.and_then(Phase::read) {
        phase = named;
        next = words.next();
    }
    let mode = match next {
        Some(word) => Some(SyncMode::read(word)?),
        None => None,
    };
    match words.next() {
        Some(_unknown) => None,
        None => Some(PeerEvent::StateChanged { state, phase, mode }),
    }
}
