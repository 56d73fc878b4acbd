//! The four phases of ZAB in their order (reference §1.1), in each the leader's half beside the learner's.

pub mod election;

pub(crate) mod discovery;

pub mod synchronization;

pub mod broadcast;
