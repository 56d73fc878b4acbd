//! The record of what happened, and what there is to see: plain data, with no world behind it.

pub mod vocabulary;

pub mod content;

pub mod event;

pub(crate) mod telling;

pub mod view;

pub mod trace;
