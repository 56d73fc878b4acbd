//! Values that describe themselves: the one definition from which JSON, JavaScript's objects, TypeScript's types, the trace
//! and its hash are made.
//!
//! [`words!`](crate::words) declares an enum whose values are words, [`records!`](crate::records) a struct or an enum whose
//! values are fields with names. Either writes [`Describe`], which hands a value to a [`Visitor`] piece by piece, and
//! `TYPE`, the same in TypeScript. There is one visitor for each form; none knows any particular value.
//!
//! Names are given as JavaScript spells them: `peer_epoch` as `peerEpoch`, the variant `VoteChanged` as `voteChanged`.
//! Numbers of 64 bits are given in 32 or as text (see [`narrow`]), since JavaScript's safe integers have 53.
//!
//! Serde is not used for this because each of its serializers would be compiled for each of these types, which weighs 10 KB
//! (gzip) in the module that browsers load.

mod camel_case;
mod declare;

pub use camel_case::{camel_case, camel_case_length};

use crate::ids::{ConnectionId, Epoch, Micros, Round, ServerId, SessionId, Zxid};
use crate::shape;
use std::fmt::Display;
use std::sync::Arc;

/// A value that describes itself.
pub trait Describe {
    /// Hands the value to a visitor: exactly one of the visitor's methods is called, and before [`Visitor::record`] perhaps
    /// [`Visitor::tag`].
    fn describe(&self, visitor: &mut dyn Visitor);

    /// How the value is written where it is short: a vote as `(1, 3, 0)`.
    fn short(&self) -> Option<&dyn Display> {
        None
    }
}

/// What a value is described to.
pub trait Visitor {
    /// Nothing.
    fn absent(&mut self);
    /// Yes or no.
    fn flag(&mut self, flag: bool);
    /// A number.
    fn number(&mut self, number: i64);
    /// One of a closed set of words.
    fn word(&mut self, word: &'static str);
    /// Any text.
    fn text(&mut self, text: &str);
    /// Several values.
    fn list(&mut self, items: &mut dyn Iterator<Item = &dyn Describe>);
    /// Fields, each with its name.
    fn record(&mut self, shape: &'static Shape, values: &[&dyn Describe]);
    /// The record that is described next has this field as well, before its own: its tag.
    fn tag(&mut self, tag: Tag);
}

/// A field that tells variants apart: its name, and the word that is its value.
pub type Tag = (&'static str, &'static str);

/// What all records of a kind have in common.
#[derive(Debug)]
pub struct Shape {
    /// The tag of a variant.
    pub tag: Option<Tag>,
    /// The names of the fields, in the order of their values.
    pub names: &'static [&'static str],
}

/// The word that tells a variant from the others of its kind; nothing, if the value is none.
pub fn word_of(value: &dyn Describe) -> &'static str {
    struct Word(&'static str);
    impl Visitor for Word {
        fn absent(&mut self) {}
        fn flag(&mut self, _: bool) {}
        fn number(&mut self, _: i64) {}
        fn word(&mut self, word: &'static str) {
            self.0 = word;
        }
        fn text(&mut self, _: &str) {}
        fn list(&mut self, _: &mut dyn Iterator<Item = &dyn Describe>) {}
        fn tag(&mut self, (_, word): Tag) {
            self.0 = word;
        }
        fn record(&mut self, shape: &'static Shape, _: &[&dyn Describe]) {
            if let Some((_, word)) = shape.tag {
                self.0 = word;
            }
        }
    }
    let mut word = Word("");
    value.describe(&mut word);
    word.0
}

/// A number of 64 bits in 32, the ends standing for what lies beyond them: so the smallest `long`, with which observers vote,
/// becomes the smallest of 32 bits.
pub const fn narrow(wide: i64) -> i32 {
    if wide > i32::MAX as i64 {
        i32::MAX
    } else if wide < i32::MIN as i64 {
        i32::MIN
    } else {
        wide as i32
    }
}

/// Types of numbers, in which each value is a number of 32 bits.
macro_rules! numbers {
    ($($type:ty: $number:expr;)*) => {$(
        impl Describe for $type {
            fn describe(&self, visitor: &mut dyn Visitor) {
                let number: fn(&$type) -> i64 = $number;
                visitor.number(number(self));
            }
        }
    )*};
}

numbers! {
    i32: |number| (*number).into();
    u8: |number| (*number).into();
    u32: |number| (*number).into();
    ServerId: |id| narrow(id.0).into();
    Epoch: |epoch| narrow(epoch.0).into();
    Round: |round| narrow(round.0).into();
    ConnectionId: |connection| connection.0 as i64;
}

impl Describe for Micros {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.number(self.0 as i64);
    }

    fn short(&self) -> Option<&dyn Display> {
        Some(self)
    }
}

impl Describe for bool {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.flag(*self);
    }
}

impl Describe for char {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.text(self.encode_utf8(&mut [0; 4]));
    }
}

impl Describe for String {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.text(self);
    }
}

/// In hexadecimal, as ZooKeeper prints it: it has 64 bits.
impl Describe for SessionId {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.text(&self.to_string());
    }

    fn short(&self) -> Option<&dyn Display> {
        Some(self)
    }
}

/// In its two halves.
impl Describe for Zxid {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.record(shape!(None, epoch counter), &[&self.epoch(), &self.counter()]);
    }

    fn short(&self) -> Option<&dyn Display> {
        Some(self)
    }
}

impl<T: Describe> Describe for Option<T> {
    fn describe(&self, visitor: &mut dyn Visitor) {
        match self {
            Some(value) => value.describe(visitor),
            None => visitor.absent(),
        }
    }

    fn short(&self) -> Option<&dyn Display> {
        self.as_ref()?.short()
    }
}

impl<T: Describe> Describe for Vec<T> {
    fn describe(&self, visitor: &mut dyn Visitor) {
        visitor.list(&mut self.iter().map(|item| item as &dyn Describe));
    }
}

impl<T: Describe> Describe for Box<T> {
    fn describe(&self, visitor: &mut dyn Visitor) {
        (**self).describe(visitor);
    }

    fn short(&self) -> Option<&dyn Display> {
        (**self).short()
    }
}

impl<T: Describe> Describe for Arc<T> {
    fn describe(&self, visitor: &mut dyn Visitor) {
        (**self).describe(visitor);
    }

    fn short(&self) -> Option<&dyn Display> {
        (**self).short()
    }
}

/// The types above in TypeScript.
pub const TYPES: &str = "
type i32 = number;
type u8 = number;
type u32 = number;
type bool = boolean;
type char = string;
type String = string;
type Option<T> = T | undefined;
type Vec<T> = T[];
type Arc<T> = T;
type Box<T> = T;
/** A server's id. The smallest number stands for nobody. */
export type ServerId = number;
export type Epoch = number;
export type Round = number;
export type ConnectionId = number;
/** Microseconds of virtual time. */
export type Micros = number;
/** In hexadecimal. */
export type SessionId = string;
export type Zxid = { epoch: number; counter: number };
";
