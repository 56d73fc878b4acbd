//! The two containers that a server is made of, both plain vectors: a [`queue`] and an ordered [`table`].

pub mod queue;
pub mod table;
