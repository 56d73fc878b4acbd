//! What happened, and why: the one record from which the trace, captions, arrows and explanations are made.
//!
//! Every event has a number and names the event that caused it. Events come from the servers (what they asked for,
//! what they decided and why: [`Note`]) and from the world (what it delivered, what a person did). A kind of event is defined
//! once, there or here, and needs nothing else but a sentence in each language of the page.

use crate::party::Party;
use crate::record::violation::{Fact, Invariant};
use zab::ids::{Micros, ServerId, SessionId, Zxid};
use zab::message::{Message, Port};
use zab::note::{Loss, Note};
use zab::request::{Answer, ErrorCode, Op};
use zab::storage::durable::DiskStep;
use zab::threads::Thread;
use zab::{records, words};

records! {
    /// Something that happened.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Event {
        /// Its number, counted from 1.
        pub id: u32,
        /// When, in virtual time.
        pub at: Micros,
        /// The server to which it happened; absent for what happens to a client or a link, and for what the scenario says,
        /// expects or could not have done.
        pub server: Option<ServerId>,
        /// The client to which it happened.
        pub client: Option<char>,
        /// The number of the event that caused it; absent for what a person or a scenario did.
        pub cause: Option<u32>,
        /// What it was.
        pub what: What,
    }

    /// A caption in one language.
    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    pub struct Text {
        /// The language, as in HTML's `lang`: `en`, `zh`.
        pub lang: String,
        /// The caption.
        pub text: String,
    }
}

records! {
    /// What a caption is about, so that it can be lit up.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Subject by "type" {
        /// A server or a client.
        Party {
            /// Which.
            id: Party,
        },
        /// The link between two.
        Link {
            /// One end.
            from: Party,
            /// The other end.
            to: Party,
        },
        /// A server's box, in which it counts ballots or ACKs.
        Box {
            /// Whose.
            server: ServerId,
        },
        /// A server's log.
        Log {
            /// Whose.
            server: ServerId,
        },
        /// A server's timers.
        Timer {
            /// Whose.
            server: ServerId,
        },
        /// Messages of a kind that are on their way.
        Message {
            /// The word for their kind.
            message: String,
            /// Those from these, or from anybody.
            from: Vec<Party>,
            /// Those to these, or to anybody.
            to: Vec<Party>,
        },
    }
}

words! {
    /// How a disk is.
    #[derive(Default)]
    pub enum DiskState {
        /// It works.
        #[default]
        Sound "sound",
        /// Every step takes longer.
        Slow "slow",
        /// No step comes to its end.
        Stalled "stalled",
        /// Nothing more can be written, but what is there can be cut and renamed.
        Full "full",
        /// Whatever is written to it fails.
        Failing "failing",
    }
}

records! {
    /// What an event was.
    #[derive(Clone, Debug, PartialEq, Eq)]
    // The fields say what their names say.
    #[allow(missing_docs)]
    pub enum What by "kind" {
        /// The scenario speaks: one caption, in each language it has, and what it is about. It stands until the next, or until it is
        /// taken back.
        Said {
            text: Vec<Text>,
            about: Vec<Subject>,
        },
        /// What the last caption claims is so no longer.
        TakenBack,
        /// A caption is not said, because what it claims is not so.
        Withheld {
            text: Vec<Text>,
        },
        /// A page waits here for its reader.
        Paused,
        /// A chapter of the scenario begins.
        ChapterBegun {
            title: Vec<Text>,
        },
        /// The scenario expected something, and it came or did not. The text is the command's, after `expect`.
        Expected {
            text: String,
            met: bool,
        },

        /// The scenario wanted something done that could not be done.
        NotDone {
            command: String,
            reason: String,
        },
        /// What the scenario has waited for did not happen.
        NeverCame {
            moment: String,
        },

        /// So much has happened that the play stops here; commands may be left undone.
        Stopped {
            commands_left: u32,
        },

        /// An invariant is broken: the facts that conflict.
        Violation {
            invariant: Invariant,
            facts: Vec<Fact>,
        },

        /// A process has started: `life` counts its server's processes from 1.
        Started {
            life: u32,
        },
        /// A process is gone, with all that it had not written.
        Crashed,
        /// A machine has lost its power: its process is gone, with all that was not safe on disk.
        PowerLost,

        /// A process is suspended: it does nothing, and its machine takes up for it what comes.
        Suspended,
        /// A process goes on.
        Resumed,
        /// A thread of the server is held back; a handler is told by its learner.
        ThreadHeld {
            thread: Thread,
            learner: Option<ServerId>,
        },
        /// A thread of the server that was held is let go.
        ThreadUnheld {
            thread: Thread,
            learner: Option<ServerId>,
        },
        /// From now on a server's disk is like this; if it is slow, each step takes so much longer.
        DiskChanged {
            to: DiskState,
            by: Option<Micros>,
        },
        /// A server's disk is empty from now on.
        DiskWiped,

        /// From now on nothing passes this way.
        Cut {
            from: Party,
            to: Party,
        },
        /// From now on everything passes this way, and what it held first.
        Healed {
            from: Party,
            to: Party,
        },

        /// From now on what is sent this way takes so much longer.
        Slowed {
            from: Party,
            to: Party,
            by: Micros,
        },
        /// From now on what is sent this way takes as long as usual.
        NoLongerSlow {
            from: Party,
            to: Party,
        },
        /// From now on what comes this way waits at the end of it.
        Held {
            from: Party,
            to: Party,
        },
        /// What has waited at the end of this way is let go.
        Unheld {
            from: Party,
            to: Party,
        },
        /// Every connection between these two is reset.
        LinkReset {
            from: Party,
            to: Party,
        },
        /// A message waits from now on at the end of its way, and behind it all that comes on its connection.
        MessageHeld {
            message: u32,
            from: Party,
            to: Party,
            content: Message,
        },
        /// A message arrives now, after what was sent before it on its connection.
        MessageHurried {
            message: u32,
            from: Party,
            to: Party,
            content: Message,
        },
        /// A message is lost, and with it its connection.
        MessageDropped {
            message: u32,
            from: Party,
            to: Party,
            content: Message,
        },

        /// A connection is dialled.
        Dialled {
            to: Party,
            port: Port,
        },
        /// A dial is given up.
        GaveUpDial {
            to: Party,
            port: Port,
        },
        /// So many connections are made to the server's election port on which nothing is ever said.
        Silent {
            connections: u32,
        },
        /// The dial succeeded.
        Connected {
            to: Party,
            port: Port,
        },
        /// Nobody listened.
        Refused {
            to: Party,
            port: Port,
        },
        /// Somebody connected.
        Accepted {
            from: Party,
            port: Port,
        },
        /// The server closed a connection.
        Closed {
            to: Party,
            port: Port,
        },
        /// The other end has closed a connection, or died.
        Ended {
            from: Party,
            port: Port,
        },
        /// A connection was reset: the other end sees the same.
        Reset {
            from: Party,
            port: Port,
        },
        /// A message was sent. Its number is that of this event.
        Sent {
            to: Party,
            content: Message,
        },
        /// A message arrived.
        Delivered {
            message: u32,
            from: Party,
            content: Message,
        },
        /// A message comes to nothing: its connection is no more.
        Lost {
            message: u32,
            from: Party,
        },
        /// The server used a connection that is no more.
        NotConnected,
        /// A server refuses to start; the reason is ZooKeeper's.
        StartRefused {
            reason: String,
        },
        /// The process has ended by itself, with this exit code.
        Exited {
            code: u8,
        },
        /// A step of writing begins.
        Persisting {
            step: DiskStep,
        },
        /// A step of writing is done.
        Persisted {
            step: DiskStep,
        },
        /// A step of writing has failed.
        PersistFailed {
            step: DiskStep,
        },
        /// The server drew a span at random.
        Drew {
            span: Micros,
        },
        /// The server drew how many transactions more there will be before its next snapshot.
        DrewSnapshotTiming {
            surplus: u32,
        },

        /// A client has appeared: the servers it knows, in the order in which it tries them, and the timeout it wants.
        ClientStarted {
            servers: Vec<ServerId>,
            timeout: Micros,
        },
        /// A client is asked for something.
        Requested {
            op: Op,
        },
        /// A client leaves its server for another.
        Moved {
            to: ServerId,
        },
        /// A client's process is gone.
        Vanished,
        /// A client has its session.
        SessionConnected {
            session: SessionId,
            timeout: Micros,
        },
        /// A client has lost its connection, or gets none.
        ServerLost {
            server: ServerId,
            reason: Loss,
        },
        /// A client's request is answered.
        RequestAnswered {
            cxid: i32,
            op: Box<Op>,
            zxid: Zxid,
            answer: Box<Answer>,
        },
        /// A client's request fails without an answer, and nobody knows what becomes of it. One that was never sent has no
        /// number.
        RequestFailed {
            cxid: Option<i32>,
            op: Op,
            error: ErrorCode,
        },
        /// A client's session is over: it was told so, or has heard no server for too long.
        Expired {
            session: SessionId,
            told: bool,
        },

        /// A server noticed or decided something.
        Noted(= note: Note),
    }
}

impl What {
    /// Whether this is a matter of sockets alone, which a reader of the protocol may skip.
    pub fn is_plumbing(&self) -> bool {
        matches!(
            self,
            What::Dialled { .. }
                | What::Connected { .. }
                | What::Refused { .. }
                | What::Accepted { .. }
                | What::Closed { .. }
                | What::Ended { .. }
                | What::Reset { .. }
                | What::GaveUpDial { .. }
                | What::Noted(
                    Note::LeftToLargerId { .. }
                        | Note::CalledBack { .. }
                        | Note::DialRefused { .. }
                        | Note::DialTimedOut { .. }
                        | Note::LinkUp { .. }
                        | Note::LinkDown { .. }
                )
                | What::NotConnected
                | What::Persisting { .. }
                | What::Sent { content: Message::Handshake { .. }, .. }
                | What::Delivered { content: Message::Handshake { .. }, .. }
        )
    }
}
