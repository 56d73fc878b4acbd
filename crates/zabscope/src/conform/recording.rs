//! Reading a recording: a folder with the logs of an ensemble's servers and, if they were captured, the packets of its quorum
//! ports (`packets.jsonl`), what was done to it (`actions.zab`) and how its votes are weighted (`quorum.properties`).

pub(super) mod ensemble;
pub(super) mod error;
mod folder;
pub(super) mod log;
pub(super) mod packet;
pub(super) mod settings;
