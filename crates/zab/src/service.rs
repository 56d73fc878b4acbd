//! Service to clients, along the way of a request: the client port, the preparation of writes, the commit processor, and
//! the sessions that the leader tracks.

pub(crate) mod clients;

pub(crate) mod prep;

pub(crate) mod commit;

pub(crate) mod sessions;
