//! What the command line does, as a library, so that tests can do it too.

#![deny(missing_docs)]

pub mod bench;
pub mod conform;
pub mod experiment;
pub mod format;
pub mod reference;
pub mod run;
pub mod source;
