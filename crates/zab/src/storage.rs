//! The history and where it is kept: transactions, the tree that they make, the database in memory, and the disk.

pub mod txn;

pub mod tree;

pub mod database;
pub mod durable;

pub(crate) mod writer;
