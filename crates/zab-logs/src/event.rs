//! What a line means: the class of the line picks the tables, the text picks the row.

use crate::broadcast::{self, BroadcastEvent};
use crate::connection::{self, ConnectionEvent};
use crate::election::{self, ElectionEvent};
use crate::form::{Outcome, read};
use crate::leader::{self, LeaderEvent};
use crate::learner::{self, LearnerEvent};
use crate::learner_handler::{self, LearnerHandlerEvent};
use crate::line::Entry;
use crate::notification;
use crate::numbers::ServerId;
use crate::peer::{self, PeerEvent};
use crate::setting::{self, SettingEvent};
use crate::storage::{self, StorageEvent};

/// What a server did, by the part of it that tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The server as a whole.
    Peer(PeerEvent),
    /// Its release, and how it was set.
    Setting(SettingEvent),
    /// Its election.
    Election(ElectionEvent),
    /// Its connections on the election port.
    Connection(ConnectionEvent),
    /// It learns from a leader.
    Learner(LearnerEvent),
    /// It leads.
    Leader(LeaderEvent),
    /// It leads, and this is what it does with one learner.
    LearnerHandler(LearnerHandlerEvent),
    /// Its disk.
    Storage(StorageEvent),
    /// The requests that it handles.
    Broadcast(BroadcastEvent),
}

/// What became of a line that has a known layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// It tells this.
    Event(Event),
    /// Nothing that this crate reads.
    Uninteresting,
    /// It begins like a text that this crate reads, and goes on otherwise: another release's
    /// wording, or a line that was damaged or cut.
    Malformed,
}

impl Event {
    /// What a line tells.
    #[must_use]
    pub fn recognize(entry: &Entry<'_>) -> Recognition {
        match by_class(entry.outer_class(), entry.text) {
            Outcome::Event(event) => Recognition::Event(event),
            Outcome::Malformed => Recognition::Malformed,
            Outcome::Unknown => Recognition::Uninteresting,
        }
    }

    /// The server that tells, if the text itself names it.
    pub(crate) fn teller(&self) -> Option<ServerId> {
        match self {
            Self::Peer(PeerEvent::LifeBegins { server })
            | Self::Connection(ConnectionEvent::Listening { server, .. }) => *server,
            Self::Election(
                ElectionEvent::Started { server, .. }
                | ElectionEvent::Receiving { server }
                | ElectionEvent::NotificationSent { server, .. }
                | ElectionEvent::ReplySent { server, .. }
                | ElectionEvent::Decided { server, .. }
                | ElectionEvent::LaterConfigReceived { server, .. },
            )
            | Self::Connection(
                ConnectionEvent::HandshakeSent { server, .. }
                | ConnectionEvent::DroppedAsSmaller { server, .. }
                | ConnectionEvent::KeptAsLarger { server, .. }
                | ConnectionEvent::Broken { server, .. }
                | ConnectionEvent::WriteFailed { server, .. },
            ) => Some(*server),
            _ => None,
        }
    }
}

fn by_class(class: &str, text: &str) -> Outcome<Event> {
    match class {
        "QuorumPeerMain" => read(peer::MAIN_FORMS, text).map(Event::Peer),
        "QuorumPeer" => read(peer::FORMS, text)
            .map(Event::Peer)
            .or_else(|| read(setting::FORMS, text).map(Event::Setting)),
        "Environment" => read(setting::ENVIRONMENT_FORMS, text).map(Event::Setting),
        "FastLeaderElection" => {
            read(notification::FORMS, text).or_else(|| read(election::FORMS, text)).map(Event::Election)
        }
        "QuorumCnxManager" => read(connection::FORMS, text).map(Event::Connection),
        "CircularBlockingQueue" => read(connection::QUEUE_FORMS, text).map(Event::Connection),
        "Learner" | "Follower" | "Observer" => read(learner::FORMS, text)
            .map(Event::Learner)
            .or_else(|| read(election::DURATION_FORMS, text).map(Event::Election)),
        "Leader" => read(leader::FORMS, text)
            .map(Event::Leader)
            .or_else(|| read(broadcast::PROPOSAL_FORMS, text).map(Event::Broadcast))
            .or_else(|| read(election::DURATION_FORMS, text).map(Event::Election)),
        "LearnerHandler" => read(learner_handler::FORMS, text).map(Event::LearnerHandler),
        "ZKDatabase" | "FileTxnSnapLog" | "FileTxnLog" | "FileSnap" => {
            read(storage::FORMS, text).map(Event::Storage)
        }
        "ZooKeeperServer" => read(storage::SERVER_FORMS, text)
            .map(Event::Storage)
            .or_else(|| read(setting::ENVIRONMENT_FORMS, text).map(Event::Setting)),
        "CommitProcessor" => read(broadcast::COMMIT_FORMS, text).map(Event::Broadcast),
        "FollowerZooKeeperServer" => read(broadcast::FOLLOWER_FORMS, text).map(Event::Broadcast),
        _ => Outcome::Unknown,
    }
}
