//! Notifications: the votes that servers send one another in an election, in every wording that
//! the releases have printed since 3.4 (`FastLeaderElection`). Reference §2.1 and §11.1.

use crate::election::ElectionEvent;
use crate::form::{Form, Values, form};
use crate::numbers::{ServerId, Zxid};
use crate::words::ServerState;

/// A notification as its receiver logs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The state of the receiver.
    pub my_state: ServerState,
    /// The sender.
    pub sid: ServerId,
    /// The sender's state.
    pub state: ServerState,
    /// The leader voted for.
    pub leader: ServerId,
    /// The zxid of the vote.
    pub zxid: Zxid,
    /// The sender's round (logical clock, election epoch).
    pub round: i64,
    /// The peer epoch of the vote.
    pub peer_epoch: i64,
    /// The version of the message's format; 3.4.5 and earlier do not print it.
    pub format_version: Option<i64>,
    /// The version of the sender's configuration; 3.4 has none.
    pub config_version: Option<i64>,
}

/// How 3.4.6 and 3.5 begin a notification. Up to 3.4.5 there is no format version.
macro_rules! older_notification {
    ($end:literal) => {
        concat!(
            "Notification: {version} (message format version), {leader} (n.leader), ",
            "0x{zxid} (n.zxid), 0x{round} (n.round), {state} (n.state), {sid} (n.sid), 0x{epoch} ",
            $end
        )
    };
}

pub(crate) const FORMS: &[Form<ElectionEvent>] = &[
    form("Receive new notification message. My id = {server}", |v| {
        Some(ElectionEvent::Receiving { server: v.server()? })
    }),
    // 3.6 and later.
    form(
        "Notification: my state:{my_state}; n.sid:{sid}, n.state:{state}, n.leader:{leader}, \
         n.round:0x{round}, n.peerEpoch:0x{epoch}, n.zxid:0x{zxid}, \
         message format version:0x{version}, n.config version:0x{config}",
        |v| {
            Some(ElectionEvent::NotificationReceived(Notification {
                my_state: v.word()?,
                sid: v.server()?,
                state: v.word()?,
                leader: v.server()?,
                round: v.hex()?,
                peer_epoch: v.hex()?,
                zxid: v.zxid()?,
                format_version: Some(v.hex()?),
                config_version: Some(v.hex()?),
            }))
        },
    ),
    // 3.5.
    form(
        older_notification!("(n.peerEPoch), {my_state} (my state){config} (n.config version)"),
        notification_with_version,
    ),
    // 3.4.6 and later.
    form(older_notification!("(n.peerEpoch) {my_state} (my state)"), notification_with_version),
    // 3.4.5 and earlier.
    form(
        "Notification: {leader} (n.leader), 0x{zxid} (n.zxid), 0x{round} (n.round), \
         {state} (n.state), {sid} (n.sid), 0x{epoch} (n.peerEPoch), {my_state} (my state)",
        |v| notification(v, None),
    ),
    // Since 3.8.5 and 3.9.2 the peer epoch comes before the round.
    form(
        "Sending Notification: {leader} (n.leader), 0x{zxid} (n.zxid), 0x{epoch} (n.peerEpoch), \
         0x{round} (n.round), {recipient} (recipient), {server} (myid)",
        |v| {
            Some(ElectionEvent::NotificationSent {
                leader: v.server()?,
                zxid: v.zxid()?,
                peer_epoch: v.hex()?,
                round: v.hex()?,
                recipient: v.server()?,
                server: v.server()?,
            })
        },
    ),
    form(
        "Sending Notification: {leader} (n.leader), 0x{zxid} (n.zxid), 0x{round} (n.round), \
         {recipient} (recipient), {server} (myid), 0x{epoch} (n.peerEpoch)",
        |v| {
            Some(ElectionEvent::NotificationSent {
                leader: v.server()?,
                zxid: v.zxid()?,
                round: v.hex()?,
                recipient: v.server()?,
                server: v.server()?,
                peer_epoch: v.hex()?,
            })
        },
    ),
    form(
        "Sending new notification. My id ={server} recipient={recipient} zxid=0x{zxid} \
         leader={leader} config version = {config}",
        reply,
    ),
    form(
        "Sending new notification. My id ={server} recipient={recipient} zxid=0x{zxid} \
         leader={leader}",
        reply,
    ),
];

fn notification_with_version(v: &mut Values<'_>) -> Option<ElectionEvent> {
    let format_version = v.hex()?;
    notification(v, Some(format_version))
}

/// The older notifications, from the leader on.
fn notification(v: &mut Values<'_>, format_version: Option<i64>) -> Option<ElectionEvent> {
    Some(ElectionEvent::NotificationReceived(Notification {
        leader: v.server()?,
        zxid: v.zxid()?,
        round: v.hex()?,
        state: v.word()?,
        sid: v.server()?,
        peer_epoch: v.hex()?,
        my_state: v.word()?,
        format_version,
        config_version: v.hex_if_any()?,
    }))
}

fn reply(v: &mut Values<'_>) -> Option<ElectionEvent> {
    Some(ElectionEvent::ReplySent {
        server: v.server()?,
        recipient: v.server()?,
        zxid: v.zxid()?,
        leader: v.server()?,
        config_version: v.hex_if_any()?,
    })
}
