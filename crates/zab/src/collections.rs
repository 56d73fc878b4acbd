//! The containers that a server is made of: a [`queue`], an ordered [`set`] and an ordered [`table`], and a place for what is [`derived`] from the rest.

pub mod derived;
pub mod queue;
pub mod rare;
pub mod set;
pub mod table;
