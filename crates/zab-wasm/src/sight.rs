//! What the page has seen last. Of a view only what is new is made into JavaScript's objects: a server or a message in which nothing has changed
//! is the same object as before, so that the page need not look at it again.

use crate::to_js;
use fnv::FnvHasher;
use js_sys::{Array, Reflect};
use std::hash::Hasher;
use std::mem;
use wasm_bindgen::prelude::*;
use zab::describe::{Describe, Shape, Tag, Visitor};
use zab_sim::record::view::View;

/// The parts of a view that are many and seldom change, as they were seen last.
#[derive(Default)]
pub(crate) struct Sight {
    servers: Vec<Seen>,
    messages: Vec<Seen>,
}

/// A value by its id: a digest of all that it says, and its object.
struct Seen {
    id: i64,
    digest: u64,
    object: JsValue,
}

impl Sight {
    /// A view as a JavaScript object.
    pub(crate) fn show(&mut self, mut view: View) -> Result<JsValue, JsError> {
        let (servers, messages) = (mem::take(&mut view.servers), mem::take(&mut view.messages));
        let seen = to_js(&view)?;
        let servers = servers.iter().map(|server| (server.id.0, server as &dyn Describe));
        put(&seen, "servers", &renew(&mut self.servers, servers)?)?;
        let messages = messages.iter().map(|message| (i64::from(message.id), message as &dyn Describe));
        put(&seen, "messages", &renew(&mut self.messages, messages)?)?;
        Ok(seen)
    }
}

/// The objects of values, which come in the order of their ids: those of before, where they say the same.
fn renew<'a>(
    before: &mut Vec<Seen>,
    values: impl Iterator<Item = (i64, &'a dyn Describe)>,
) -> Result<Array, JsError> {
    let mut old = mem::take(before).into_iter().peekable();
    let list = Array::new();
    for (id, value) in values {
        let mut hasher = Digest::default();
        value.describe(&mut hasher);
        let digest = hasher.0.finish();
        while old.next_if(|seen| seen.id < id).is_some() {}
        let object = match old.next_if(|seen| seen.id == id && seen.digest == digest) {
            Some(seen) => seen.object,
            None => to_js(value)?,
        };
        list.push(&object);
        before.push(Seen { id, digest, object });
    }
    Ok(list)
}

fn put(object: &JsValue, name: &str, list: &Array) -> Result<(), JsError> {
    Reflect::set(object, &name.into(), list).map_err(|_| JsError::new("an object takes no field"))?;
    Ok(())
}

/// A digest of a value, piece by piece.
#[derive(Default)]
struct Digest(FnvHasher);

impl Visitor for Digest {
    fn absent(&mut self) {
        self.0.write_u8(0);
    }

    fn flag(&mut self, flag: bool) {
        self.0.write_u8(1 + u8::from(flag));
    }

    fn number(&mut self, number: i64) {
        self.0.write_i64(number);
    }

    fn word(&mut self, word: &'static str) {
        self.text(word);
    }

    fn text(&mut self, text: &str) {
        self.0.write(text.as_bytes());
        self.0.write_u8(u8::MAX);
    }

    fn list(&mut self, items: &mut dyn Iterator<Item = &dyn Describe>) {
        for item in items {
            self.0.write_u8(3);
            item.describe(self);
        }
        self.0.write_u8(4);
    }

    fn tag(&mut self, (_, word): Tag) {
        self.text(word);
    }

    fn record(&mut self, shape: &'static Shape, values: &[&dyn Describe]) {
        if let Some((_, word)) = shape.tag {
            self.text(word);
        }
        for value in values {
            value.describe(self);
        }
    }
}
