//! Records for serde: to JSON, to JavaScript's objects, or to whatever else it knows.

use serde::ser::{Error, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};
use zab::describe::{Describe, Shape, Tag, Visitor};

/// A value that serde can serialize.
#[derive(Clone, Copy)]
pub struct Serial<'a>(pub &'a dyn Describe);

impl Serialize for Serial<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = Value { serializer: Some(serializer), tag: None, done: None };
        self.0.describe(&mut value);
        value.done.unwrap_or_else(|| Err(S::Error::custom("a value has not described itself")))
    }
}

/// One of a few words. As the name of a variant it is a text, too, but one that is known to be met again.
struct Word(&'static str);

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("", 0, self.0)
    }
}

/// A value being serialized.
struct Value<S: Serializer> {
    /// Used up by the one value that it serializes.
    serializer: Option<S>,
    tag: Option<Tag>,
    done: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Value<S> {
    fn put(&mut self, serialize: impl FnOnce(S) -> Result<S::Ok, S::Error>) {
        if let Some(serializer) = self.serializer.take() {
            self.done = Some(serialize(serializer));
        }
    }
}

impl<S: Serializer> Visitor for Value<S> {
    fn absent(&mut self) {
        self.put(S::serialize_none);
    }

    fn flag(&mut self, flag: bool) {
        self.put(|serializer| serializer.serialize_bool(flag));
    }

    fn number(&mut self, number: i64) {
        self.put(|serializer| serializer.serialize_i64(number));
    }

    fn word(&mut self, word: &'static str) {
        self.put(|serializer| Word(word).serialize(serializer));
    }

    fn text(&mut self, text: &str) {
        self.put(|serializer| serializer.serialize_str(text));
    }

    fn list(&mut self, items: &mut dyn Iterator<Item = &dyn Describe>) {
        self.put(|serializer| {
            let mut list = serializer.serialize_seq(None)?;
            for item in items {
                list.serialize_element(&Serial(item))?;
            }
            list.end()
        });
    }

    fn tag(&mut self, tag: Tag) {
        self.tag = Some(tag);
    }

    fn record(&mut self, shape: &'static Shape, values: &[&dyn Describe]) {
        let tag = self.tag.or(shape.tag);
        self.put(|serializer| {
            let fields = shape.names.len() + usize::from(tag.is_some());
            let mut record = serializer.serialize_struct("", fields)?;
            if let Some((name, word)) = tag {
                record.serialize_field(name, &Word(word))?;
            }
            for (name, value) in shape.names.iter().zip(values) {
                record.serialize_field(name, &Serial(*value))?;
            }
            record.end()
        });
    }
}
