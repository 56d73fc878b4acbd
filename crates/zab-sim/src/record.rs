//! The record of what happened, and what there is to see: plain data, with no world behind it.

pub mod violation;

pub mod event;

pub mod chronicle;

pub mod view;

pub mod trace;

#[cfg(feature = "serde")]
pub mod serialize;
