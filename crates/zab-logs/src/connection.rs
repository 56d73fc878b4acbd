//! The connections of the election: who dialled whom, which of two was kept, which broke
//! (`QuorumCnxManager`). Reference §2.8 says by what rules.

use crate::form::{Form, Values, form};
use crate::numbers::ServerId;

/// What happened to a connection on the election port. Reference §11.2.
///
/// `server` is the one that tells, `peer` the other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionEvent {
    /// The election port is open. (INFO)
    Listening {
        /// The server that tells; 3.5 and earlier do not print it.
        server: Option<ServerId>,
        /// Its address.
        address: String,
    },
    /// The server dials another. (DEBUG)
    Dialling {
        /// The other.
        peer: ServerId,
    },
    /// It does not dial, for it is already at it. (DEBUG)
    DialSkipped {
        /// The other.
        peer: ServerId,
    },
    /// The other has picked up. (DEBUG)
    Connected {
        /// The other.
        peer: ServerId,
        /// Its address.
        address: String,
    },
    /// The server introduces itself on the connection that it opened. (DEBUG)
    HandshakeSent {
        /// The server that tells.
        server: ServerId,
        /// The other.
        peer: ServerId,
    },
    /// The other cannot be reached; a stack trace says why. (WARN)
    Unreachable {
        /// The other.
        peer: ServerId,
        /// Its address.
        address: String,
    },
    /// Somebody dialled this server. (INFO)
    Accepted {
        /// Whence.
        address: String,
    },
    /// The one who dialled has introduced itself. (DEBUG)
    HandshakeReceived {
        /// The other; `None` if the text tells it in a way of its own.
        peer: Option<ServerId>,
    },
    /// The server has the smaller id, so it drops the connection that it opened and waits to be
    /// called back. (INFO)
    DroppedAsSmaller {
        /// The server that tells.
        server: ServerId,
        /// The other.
        peer: ServerId,
    },
    /// The server has the larger id, so it keeps the connection that it opened. (DEBUG)
    KeptAsLarger {
        /// The server that tells.
        server: ServerId,
        /// The other.
        peer: ServerId,
    },
    /// The server has the larger id, so it calls back the one who dialled. (DEBUG)
    CallingBack {
        /// The other.
        peer: ServerId,
    },
    /// Somebody introduced itself with this server's own id. (WARN)
    OwnIdReceived,
    /// The receiving thread of a connection failed; a stack trace says how. (WARN)
    Broken {
        /// The server that tells.
        server: ServerId,
        /// The other.
        peer: ServerId,
    },
    /// The receiving thread ends, and ends the sending one. (WARN)
    ReceiverLeaves {
        /// The other; 3.5 and earlier do not print it.
        peer: Option<ServerId>,
    },
    /// The sending thread failed to write; a stack trace says how. (WARN)
    WriteFailed {
        /// The server that tells.
        server: ServerId,
        /// The other.
        peer: ServerId,
    },
    /// The sending thread was interrupted while it had nothing to send. (WARN)
    SenderInterrupted,
    /// The sending thread ends. (WARN)
    SenderLeaves {
        /// The other; 3.5 and earlier do not print it.
        peer: Option<ServerId>,
    },
    /// A queue was full, and its oldest message was thrown away: a newer notification takes the
    /// place of one not yet sent. Which queue is not told. (DEBUG, `CircularBlockingQueue`)
    OldestDiscarded {
        /// How many this queue has thrown away so far.
        count: u64,
    },
}

pub(crate) const FORMS: &[Form<ConnectionEvent>] = &[
    form("{server} is accepting connections now, my election bind port: {address}", |v| {
        Some(ConnectionEvent::Listening { server: Some(v.server()?), address: v.owned()? })
    }),
    form("My election bind port: {address}", |v| {
        Some(ConnectionEvent::Listening { server: None, address: v.owned()? })
    }),
    form("Opening channel to server {peer}", |v| Some(ConnectionEvent::Dialling { peer: v.server()? })),
    form("Connection request to server id: {peer} is already in progress, so skipping this request", |v| {
        Some(ConnectionEvent::DialSkipped { peer: v.server()? })
    }),
    form("Connected to server {peer} using election address: {address}", |v| {
        Some(ConnectionEvent::Connected { peer: v.server()?, address: v.owned()? })
    }),
    form("startConnection (myId:{server} --> sid:{peer})", |v| {
        Some(ConnectionEvent::HandshakeSent { server: v.server()?, peer: v.server()? })
    }),
    form("Cannot open channel to {peer} at election address {address}", |v| {
        Some(ConnectionEvent::Unreachable { peer: v.server()?, address: v.owned()? })
    }),
    form("Received connection request from {address}", accepted),
    form("Received connection request {address}", accepted),
    form("Initial message parsed by {server}: {message}", |v| {
        let _server = v.server()?;
        Some(ConnectionEvent::HandshakeReceived { peer: introduced(v.text()?) })
    }),
    form(
        "Have smaller server identifier, so dropping the connection: \
         (myId:{server} --> sid:{peer})",
        |v| Some(ConnectionEvent::DroppedAsSmaller { server: v.server()?, peer: v.server()? }),
    ),
    // 3.5 and earlier name the peer first.
    form("Have smaller server identifier, so dropping the connection: ({peer}, {server})", |v| {
        Some(ConnectionEvent::DroppedAsSmaller { peer: v.server()?, server: v.server()? })
    }),
    form(
        "Have larger server identifier, so keeping the connection: \
         (myId:{server} --> sid:{peer})",
        |v| Some(ConnectionEvent::KeptAsLarger { server: v.server()?, peer: v.server()? }),
    ),
    form("Create new connection to server: {peer}", |v| {
        Some(ConnectionEvent::CallingBack { peer: v.server()? })
    }),
    form("We got a connection request from a server with our own ID. {advice}", |_| {
        Some(ConnectionEvent::OwnIdReceived)
    }),
    // 3.5 and earlier announce the error that follows.
    form("Connection broken for id {peer}, my id = {server}, error ={error}", broken),
    form("Connection broken for id {peer}, my id = {server}", broken),
    form("Interrupting SendWorker thread from RecvWorker. sid: {peer}. myId: {server}", |v| {
        Some(ConnectionEvent::ReceiverLeaves { peer: Some(v.server()?) })
    }),
    form("Interrupting SendWorker", |_| Some(ConnectionEvent::ReceiverLeaves { peer: None })),
    form("Exception when using channel: for id {peer} my id = {server}", |v| {
        Some(ConnectionEvent::WriteFailed {
            peer: v.server()?,
            // 3.5 and earlier announce the error that follows.
            server: ServerId(v.text()?.trim_end_matches(" error =").parse().ok()?),
        })
    }),
    form("Interrupted while waiting for message on queue", |_| Some(ConnectionEvent::SenderInterrupted)),
    form("Send worker leaving thread id {peer} my id = {server}", |v| {
        Some(ConnectionEvent::SenderLeaves { peer: Some(v.server()?) })
    }),
    form("Send worker leaving thread", |_| Some(ConnectionEvent::SenderLeaves { peer: None })),
];

pub(crate) const QUEUE_FORMS: &[Form<ConnectionEvent>] =
    &[form("Queue is full. Discarding oldest element [count={count}]: {element}", |v| {
        Some(ConnectionEvent::OldestDiscarded { count: v.plain()? })
    })];

fn accepted(v: &mut Values<'_>) -> Option<ConnectionEvent> {
    Some(ConnectionEvent::Accepted { address: v.owned()? })
}

fn broken(v: &mut Values<'_>) -> Option<ConnectionEvent> {
    Some(ConnectionEvent::Broken { peer: v.server()?, server: v.server()? })
}

/// The id in `InitialMessage{sid=2, electionAddr=[/127.0.0.1:21202]}`.
fn introduced(message: &str) -> Option<ServerId> {
    let (_, after) = message.split_once("{sid=")?;
    let (id, _) = after.split_once(',')?;
    id.parse().ok().map(ServerId)
}
