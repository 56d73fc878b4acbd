//! The leader as such: its quorum, and its giving up (`Leader`). What it does with each learner
//! is in [`learner_handler`](crate::learner_handler).

use crate::form::{Form, Values, form};
use crate::numbers::{ServerId, Zxid};

/// What befalls a leader. Reference §11.3, §3 and §4.2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeaderEvent {
    /// The learner has acknowledged a NEWLEADER of another epoch. (ERROR)
    NewLeaderAckOfOtherEpoch {
        /// The learner.
        peer: ServerId,
        /// The leader's zxid, (epoch, 0).
        current: Zxid,
        /// The one acknowledged.
        received: Zxid,
    },
    /// A quorum has acknowledged NEWLEADER: the new epoch begins. (INFO)
    QuorumSynced {
        /// Who has acknowledged, by configuration: one, or two during a reconfiguration.
        supporters: Vec<Vec<ServerId>>,
        /// The leader's last processed zxid from now on, (epoch, 0).
        zxid: Zxid,
    },
    /// Enough followers are here, but they were too slow. (WARN)
    InitTicksTooFew,
    /// The leader gives up. (INFO)
    ShutDown {
        /// Why; 3.5 and earlier tell it in the stack trace that follows.
        reason: Option<String>,
    },
    /// A transaction is committed before its elders: so told of the first. (WARN)
    CommittedOutOfOrder {
        /// Its zxid.
        zxid: Zxid,
    },
}

pub(crate) const FORMS: &[Form<LeaderEvent>] = &[
    form(
        "Have quorum of supporters, sids: [{sets}]; \
         starting up and setting last processed zxid: 0x{zxid}",
        |v| Some(LeaderEvent::QuorumSynced { supporters: supporters(v.text()?)?, zxid: v.zxid()? }),
    ),
    form(
        "NEWLEADER ACK from sid: {peer} is from a different epoch - \
         current 0x{current} received 0x{received}",
        |v| {
            Some(LeaderEvent::NewLeaderAckOfOtherEpoch {
                peer: v.server()?,
                current: v.zxid()?,
                received: v.zxid()?,
            })
        },
    ),
    form("Enough followers present. Perhaps the initTicks need to be increased.", |_| {
        Some(LeaderEvent::InitTicksTooFew)
    }),
    form("Shutdown called. For the reason {reason}", |v| {
        Some(LeaderEvent::ShutDown { reason: Some(v.owned()?) })
    }),
    form("Shutdown called", |_| Some(LeaderEvent::ShutDown { reason: None })),
    // Spelt thus in the releases.
    form("Commiting zxid 0x{zxid} from {address} not first!", out_of_order),
    form("Committing zxid 0x{zxid} from {address} not first!", out_of_order),
];

fn out_of_order(v: &mut Values<'_>) -> Option<LeaderEvent> {
    Some(LeaderEvent::CommittedOutOfOrder { zxid: v.zxid()? })
}

/// One set, ` 1,2 ` in 3.4, or one in brackets for each configuration, `[1, 2],[1, 3]`.
fn supporters(text: &str) -> Option<Vec<Vec<ServerId>>> {
    let set = |text: &str| {
        text.split(',')
            .map(str::trim)
            .filter(|id| !id.is_empty())
            .map(|id| id.parse().ok().map(ServerId))
            .collect::<Option<Vec<_>>>()
    };
    if !text.contains('[') {
        return Some(vec![set(text)?]);
    }
    text.split('[').skip(1).map(|text| set(text.split(']').next()?)).collect()
}
