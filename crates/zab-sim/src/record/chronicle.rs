//! What there is to tell of a run, as plain data: its beats, one after the other, and what each server was in the meantime.

use crate::record::event::Event;
use zab::ids::{Epoch, Micros, ServerId};
use zab::note::Phase;
use zab::records;
use zab::vote::ServerState;

records! {
    /// A turning point, which is told: something was said, done or decided.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Beat {
        /// When it happened, in microseconds.
        pub at: Micros,
        /// What happened: one event or, where somebody did several things of one kind at once, all of them.
        pub events: Vec<Event>,
        /// The event that caused the first of them.
        pub cause: Option<Event>,
        /// The number of the event from which on it is no longer so; absent as long as it is.
        pub over: Option<u32>,
    }

    /// What a server is from a moment on, up to the next stretch of that server.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Stretch {
        /// Which server.
        pub server: ServerId,
        /// From when on, in microseconds.
        pub at: Micros,
        /// Its state; absent while it is down.
        pub state: Option<ServerState>,
        /// Its phase; absent while it is down.
        pub phase: Option<Phase>,
        /// The last epoch that it has promised or begun; 0 if that was none.
        pub epoch: Epoch,
    }
}
