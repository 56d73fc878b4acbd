//! Reads the logs of real Apache ZooKeeper servers, 3.4 to 3.9, as typed events.
//!
//! A log goes in line by line and comes out as [`LogEvent`]s: what one server did, when by its
//! own wall clock, and on which line of the log it says so. [`Reader`] holds one line at a time,
//! so the length of a log does not matter.
//!
//! ```
//! use zab_logs::{ElectionEvent, Event, Reader, ServerId, Zxid};
//!
//! let log = "\
//! 2026-11-22 09:22:58,864 [myid:1] - INFO  [main:FastLeaderElection@946] - New election. My id = 1, proposed zxid=0x100000002
//! java.lang.InterruptedException
//! ";
//! let mut reader = Reader::new(log.as_bytes());
//! let first = reader.next().unwrap().unwrap();
//!
//! assert_eq!(first.server, Some(ServerId(1)));
//! assert_eq!(
//!     first.event,
//!     Event::Election(ElectionEvent::Started {
//!         server: ServerId(1),
//!         zxid: Zxid::new(1, 2),
//!     }),
//! );
//! assert!(reader.next().is_none());
//! assert_eq!(reader.counts().stack_trace, 1);
//! ```
//!
//! The way of a line: [`Line`] takes off what it is wrapped in; [`Entry`] splits it into time, server, level, thread, class and text; the
//! class picks a table of forms, one row for each text that ZooKeeper prints; the row
//! that fits makes the event. What no row fits is skipped and counted ([`Counts`]).
//!
//! At INFO, the default, a log shows elections, phases, how learners were synchronized, and
//! failures. Each vote sent and counted, and each proposal, is seen only at DEBUG.

#![deny(missing_docs)]

mod broadcast;
mod connection;
mod election;
mod event;
mod form;
mod layout;
mod leader;
mod learner;
mod learner_handler;
mod line;
mod notification;
mod numbers;
mod peer;
mod reader;
mod setting;
mod storage;
mod words;
mod wrapping;

pub use broadcast::{BroadcastEvent, Request};
pub use connection::ConnectionEvent;
pub use election::ElectionEvent;
pub use event::{Event, Recognition};
pub use layout::{LAYOUTS, Layout};
pub use leader::LeaderEvent;
pub use learner::LearnerEvent;
pub use learner_handler::LearnerHandlerEvent;
pub use line::{Entry, Level};
pub use notification::Notification;
pub use numbers::{ServerId, Zxid};
pub use peer::PeerEvent;
pub use reader::{Counts, LogEvent, MAX_LINE_BYTES, Reader, Seen};
pub use setting::SettingEvent;
pub use storage::StorageEvent;
pub use words::{EpochFile, Phase, ServerState, SyncMode};
pub use wrapping::{JSON, Json, Line};
