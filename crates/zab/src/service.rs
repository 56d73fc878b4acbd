//! Service to clients, along the way of a request: the client port, the preparation of writes, the commit processor, and
//! the sessions that the leader tracks.

pub(crate) mod client_port;

pub(crate) mod prep_processor;

pub(crate) mod commit_processor;

pub(crate) mod sessions;
