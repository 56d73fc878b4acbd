//! Fast Leader Election: what was sent, what was heard, what was decided (`FastLeaderElection`;
//! how long it took is told by `Follower` and `Leader`). The texts of what is sent and heard are
//! in [`notification`](crate::notification).
//!
//! The receiver thread logs a notification when it puts it in the queue, before the election
//! takes it out; a notification that comes while no election runs waits there for the next.

use crate::form::{Form, Values, form};
use crate::notification::Notification;
use crate::numbers::{ServerId, Zxid};
use crate::words::ServerState;

/// A step of an election. Reference §11.1, and §2.4 for what each of them means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElectionEvent {
    /// The shortest wait for a notification, as configured. (INFO)
    MinNotificationInterval {
        /// Milliseconds.
        ms: u64,
    },
    /// The longest wait for a notification, as configured. (INFO)
    MaxNotificationInterval {
        /// Milliseconds.
        ms: u64,
    },
    /// An election begins. (INFO)
    Started {
        /// The server that tells.
        server: ServerId,
        /// The zxid that it votes with.
        zxid: Zxid,
    },
    /// A voter's message is here, its own included; [`Self::NotificationReceived`] follows unless
    /// the state in it is unknown. (DEBUG)
    Receiving {
        /// The server that tells.
        server: ServerId,
    },
    /// A notification from a voter, its own included, is put in the queue. (INFO)
    NotificationReceived(Notification),
    /// No notification came in time. (INFO)
    TimedOut {
        /// Milliseconds that the election will wait next.
        next_ms: u64,
    },
    /// The server sends its proposal to one other, or to itself. (DEBUG)
    NotificationSent {
        /// The leader voted for.
        leader: ServerId,
        /// That leader's zxid.
        zxid: Zxid,
        /// The sender's round (logical clock).
        round: i64,
        /// To whom.
        recipient: ServerId,
        /// The server that tells.
        server: ServerId,
        /// That leader's current epoch.
        peer_epoch: i64,
    },
    /// The receiver thread, of a server that is not LOOKING, answers one that is. (DEBUG)
    ReplySent {
        /// The server that tells.
        server: ServerId,
        /// To whom.
        recipient: ServerId,
        /// The zxid of its vote.
        zxid: Zxid,
        /// The leader of its vote.
        leader: ServerId,
        /// The version of its configuration; 3.4 has none.
        config_version: Option<i64>,
    },
    /// The server's proposal is set, or set again: to its own vote when the election begins, then
    /// to a better one. (DEBUG)
    ProposalUpdated {
        /// The leader voted for from now on.
        leader: ServerId,
        /// That leader's zxid.
        zxid: Zxid,
        /// The leader voted for until now; -1 before the first election of a life.
        old_leader: ServerId,
        /// That leader's zxid.
        old_zxid: Zxid,
    },
    /// The election took a notification from the queue and compares the vote in it with its own
    /// (or, after a later round was heard of, with its first). (DEBUG)
    Compared {
        /// The leader in the notification.
        leader: ServerId,
        /// The leader of the vote compared with.
        own_leader: ServerId,
        /// The zxid in the notification.
        zxid: Zxid,
        /// The zxid of the vote compared with.
        own_zxid: Zxid,
        /// The peer epochs, the notification's first; printed since 3.8.5 and 3.9.2.
        peer_epochs: Option<(i64, i64)>,
    },
    /// A vote goes into the ballot box. (DEBUG)
    VoteAdded {
        /// Whose vote.
        from: ServerId,
        /// The leader voted for.
        leader: ServerId,
        /// That leader's zxid.
        zxid: Zxid,
        /// The round of the vote.
        round: i64,
    },
    /// A vote of an earlier round is passed over. (DEBUG)
    EarlierRoundIgnored {
        /// The round of the vote.
        round: i64,
        /// This server's round.
        own_round: i64,
    },
    /// A vote for a server that is no voter is passed over. (WARN)
    ForeignLeaderIgnored {
        /// The leader voted for.
        leader: ServerId,
        /// Whose vote.
        from: ServerId,
    },
    /// A vote from a server that is no voter is passed over. (WARN)
    ForeignVoterIgnored {
        /// The leader voted for.
        leader: ServerId,
        /// Whose vote.
        from: ServerId,
    },
    /// A vote is passed over because this server has no history, zxid -1. (DEBUG)
    IgnoredWithoutHistory,
    /// A vote is passed over because its sender has no history, zxid -1. (DEBUG)
    VoterWithoutHistoryIgnored {
        /// Whose vote.
        from: ServerId,
    },
    /// A notification from an observer is passed over. (DEBUG)
    ObserverIgnored {
        /// The observer.
        from: ServerId,
    },
    /// A notification from a LEADING server decided nothing, and the oracle was asked; without
    /// one, it always says no. Since 3.8. (INFO)
    OracleAsked {
        /// Whether to follow that leader.
        follow: bool,
    },
    /// The election is over for this server. (DEBUG)
    Decided {
        /// The leader.
        leader: ServerId,
        /// The zxid of the vote.
        zxid: Zxid,
        /// The server that tells.
        server: ServerId,
        /// What it is from now on.
        state: ServerState,
    },
    /// A notification carried a later configuration. (INFO)
    LaterConfigReceived {
        /// The server that tells.
        server: ServerId,
        /// The version received.
        version: i64,
        /// The version that it has.
        own_version: i64,
    },
    /// The election begins anew with another configuration, and its logical clock at zero. (INFO)
    Restarted,
    /// A notification came in the format of an earlier release. (INFO)
    EarlierFormatReceived {
        /// From whom.
        from: ServerId,
    },
    /// How long the election took, told when the server begins to follow or to lead. Before 3.6
    /// the number is not to be relied on. (INFO)
    Took {
        /// What the server has become.
        state: ServerState,
        /// Milliseconds.
        ms: i64,
    },
}

pub(crate) const FORMS: &[Form<ElectionEvent>] = &[
    form("Notification time out: {ms}", |v| Some(ElectionEvent::TimedOut { next_ms: milliseconds(v)? })),
    form(
        "Updating proposal: {leader} (newleader), 0x{zxid} (newzxid), {old_leader} (oldleader), \
         0x{old_zxid} (oldzxid)",
        |v| {
            Some(ElectionEvent::ProposalUpdated {
                leader: v.server()?,
                zxid: v.zxid()?,
                old_leader: v.server()?,
                old_zxid: v.zxid()?,
            })
        },
    ),
    form(
        "id: {leader}, proposed id: {own_leader}, zxid: 0x{zxid}, proposed zxid: 0x{own_zxid}, \
         epoch: 0x{epoch}, proposed epoch: 0x{own_epoch}",
        compared,
    ),
    form("id: {leader}, proposed id: {own_leader}, zxid: 0x{zxid}, proposed zxid: 0x{own_zxid}", compared),
    form(
        "Adding vote: from={from}, proposed leader={leader}, proposed zxid=0x{zxid}, \
         proposed election epoch=0x{round}",
        |v| {
            Some(ElectionEvent::VoteAdded {
                from: v.server()?,
                leader: v.server()?,
                zxid: v.zxid()?,
                round: v.hex()?,
            })
        },
    ),
    form(
        "Notification election epoch is smaller than logicalclock. n.electionEpoch = 0x{round}, \
         logicalclock=0x{own_round}",
        |v| Some(ElectionEvent::EarlierRoundIgnored { round: v.hex()?, own_round: v.hex()? }),
    ),
    form(
        "About to leave FLE instance: leader={leader}, zxid=0x{zxid}, my id={server}, \
         my state={state}",
        |v| {
            Some(ElectionEvent::Decided {
                leader: v.server()?,
                zxid: v.zxid()?,
                server: v.server()?,
                state: v.word()?,
            })
        },
    ),
    form("New election. My id = {server}, proposed zxid=0x{zxid}", |v| {
        Some(ElectionEvent::Started { server: v.server()?, zxid: v.zxid()? })
    }),
    form("Ignoring notification for non-cluster member sid {leader} from sid {from}", |v| {
        Some(ElectionEvent::ForeignLeaderIgnored { leader: v.server()?, from: v.server()? })
    }),
    form("Ignoring notification for sid {leader} from non-quorum member sid {from}", |v| {
        Some(ElectionEvent::ForeignVoterIgnored { leader: v.server()?, from: v.server()? })
    }),
    form("Ignoring notification as our zxid is -1", |_| Some(ElectionEvent::IgnoredWithoutHistory)),
    form("Ignoring notification from member with -1 zxid {from}", |v| {
        Some(ElectionEvent::VoterWithoutHistoryIgnored { from: v.server()? })
    }),
    form("Notification from observer: {from}", |v| {
        Some(ElectionEvent::ObserverIgnored { from: v.server()? })
    }),
    form("Oracle indicates to follow", |_| Some(ElectionEvent::OracleAsked { follow: true })),
    form("Oracle indicates not to follow", |_| Some(ElectionEvent::OracleAsked { follow: false })),
    form("{server} Received version: {version} my version: {own_version}", |v| {
        Some(ElectionEvent::LaterConfigReceived {
            server: v.server()?,
            version: v.hex()?,
            own_version: v.hex()?,
        })
    }),
    form("restarting leader election", |_| Some(ElectionEvent::Restarted)),
    form("Backward compatibility mode {format}, server id: {from}", |v| {
        let _format = v.text()?;
        Some(ElectionEvent::EarlierFormatReceived { from: v.server()? })
    }),
    form("Backward compatibility mode, server id={from}", |v| {
        Some(ElectionEvent::EarlierFormatReceived { from: v.server()? })
    }),
    form("zookeeper.fastleader.minNotificationInterval{ms}", |v| {
        Some(ElectionEvent::MinNotificationInterval { ms: milliseconds(v)? })
    }),
    form("zookeeper.fastleader.maxNotificationInterval{ms}", |v| {
        Some(ElectionEvent::MaxNotificationInterval { ms: milliseconds(v)? })
    }),
];

pub(crate) const DURATION_FORMS: &[Form<ElectionEvent>] =
    &[form("{state} - LEADER ELECTION TOOK - {ms}", |v| {
        let state = v.word()?;
        // 3.4 prints no unit.
        let ms = v.text()?.trim_end_matches(" MS").parse().ok()?;
        Some(ElectionEvent::Took { state, ms })
    })];

fn compared(v: &mut Values<'_>) -> Option<ElectionEvent> {
    Some(ElectionEvent::Compared {
        leader: v.server()?,
        own_leader: v.server()?,
        zxid: v.zxid()?,
        own_zxid: v.zxid()?,
        peer_epochs: match v.hex_if_any()? {
            Some(peer_epoch) => Some((peer_epoch, v.hex()?)),
            None => None,
        },
    })
}

/// `400`, `400 ms`, `= 400 ms`: releases differ in the unit and the sign before.
fn milliseconds(v: &mut Values<'_>) -> Option<u64> {
    let number = v.text()?.trim_start_matches(['=', ' ']);
    number.trim_end_matches(" ms").parse().ok()
}
