//! Forms: the texts that ZooKeeper prints, with their gaps.
//!
//! A form is written as the log shows it, with a name in braces where a value stands:
//! `New election. My id = {server}, proposed zxid=0x{zxid}`. The names are for the reader of the
//! table; the values are taken in the order of the text. Beside it stands the function that makes
//! an event of them.
//!
//! A gap reaches to the next occurrence of what follows it, so matching is one walk over the text,
//! whatever the text is.

use crate::numbers::{ServerId, Zxid};
use crate::words::Word;
use std::str::FromStr;

/// One text that ZooKeeper prints, and the event that it means.
pub(crate) struct Form<E> {
    text: &'static str,
    read: fn(&mut Values<'_>) -> Option<E>,
}

/// A row of a table of forms.
pub(crate) const fn form<E>(text: &'static str, read: fn(&mut Values<'_>) -> Option<E>) -> Form<E> {
    Form { text, read }
}

/// What a table makes of a text.
pub(crate) enum Outcome<E> {
    /// A form fits.
    Event(E),
    /// The text begins like a form, but no form fits it.
    Malformed,
    /// No form begins like this.
    Unknown,
}

impl<E> Outcome<E> {
    /// The same outcome, its event wrapped.
    pub(crate) fn map<F>(self, wrap: impl FnOnce(E) -> F) -> Outcome<F> {
        match self {
            Self::Event(event) => Outcome::Event(wrap(event)),
            Self::Malformed => Outcome::Malformed,
            Self::Unknown => Outcome::Unknown,
        }
    }

    /// This outcome if the table knew the text, else the other table's.
    pub(crate) fn or_else(self, other: impl FnOnce() -> Self) -> Self {
        match self {
            Self::Unknown => other(),
            known => known,
        }
    }
}

/// Reads a text by the first form of the table that fits it.
pub(crate) fn read<E>(forms: &[Form<E>], text: &str) -> Outcome<E> {
    let text = text.trim_end();
    let mut begun = false;
    for form in forms {
        match form.fit(text) {
            Fit::Whole(mut values) => match (form.read)(&mut values) {
                Some(event) => return Outcome::Event(event),
                None => begun = true,
            },
            Fit::Beginning => begun = true,
            Fit::None => {}
        }
    }
    if begun { Outcome::Malformed } else { Outcome::Unknown }
}

/// How far a form fits a text.
enum Fit<'a> {
    Whole(Values<'a>),
    Beginning,
    None,
}

impl<E> Form<E> {
    fn fit<'a>(&self, text: &'a str) -> Fit<'a> {
        let mut pieces = self.text.split('{');
        let head = pieces.next().unwrap_or_default();
        let Some(mut rest) = text.strip_prefix(head) else {
            return Fit::None;
        };
        let missing = if head.is_empty() { Fit::None } else { Fit::Beginning };

        let mut values = Values::default();
        let mut gaps = false;
        for piece in pieces {
            gaps = true;
            let after = piece.split_once('}').map_or("", |(_name, after)| after);
            let value = if after.is_empty() {
                std::mem::take(&mut rest)
            } else if let Some((value, remainder)) = rest.split_once(after) {
                rest = remainder;
                value
            } else {
                return missing;
            };
            values.push(value.trim());
        }
        if rest.is_empty() {
            Fit::Whole(values)
        } else if gaps {
            missing
        } else {
            // A form without gaps is a whole message: another that only begins with the same
            // words says something else.
            Fit::None
        }
    }
}

/// The values in the gaps of a form, in order. Each call takes the next one; it gives `None` if
/// the value is not of the kind that is asked for.
#[derive(Default)]
pub(crate) struct Values<'a> {
    values: [&'a str; Values::MOST],
    filled: usize,
    taken: usize,
}

impl<'a> Values<'a> {
    /// The most gaps that a form has: a notification's nine fields.
    const MOST: usize = 9;

    fn push(&mut self, value: &'a str) {
        if let Some(place) = self.values.get_mut(self.filled) {
            *place = value;
            self.filled += 1;
        }
    }

    /// A value as it stands.
    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let value = self.values[..self.filled].get(self.taken)?;
        self.taken += 1;
        Some(value)
    }

    /// A value to keep.
    pub(crate) fn owned(&mut self) -> Option<String> {
        self.text().map(str::to_owned)
    }

    /// A decimal number, or whatever else has a plain spelling.
    pub(crate) fn plain<T: FromStr>(&mut self) -> Option<T> {
        self.text()?.parse().ok()
    }

    /// A hexadecimal number without its `0x`, negative in two's complement.
    pub(crate) fn hex(&mut self) -> Option<i64> {
        let digits = self.text()?;
        // The standard library would take a sign as well.
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        u64::from_str_radix(digits, 16).ok().map(u64::cast_signed)
    }

    /// A hexadecimal number if the form has one more gap.
    pub(crate) fn hex_if_any(&mut self) -> Option<Option<i64>> {
        if self.taken == self.filled {
            return Some(None);
        }
        self.hex().map(Some)
    }

    /// A server id: decimal.
    pub(crate) fn server(&mut self) -> Option<ServerId> {
        self.plain().map(ServerId)
    }

    /// A zxid: hexadecimal without its `0x`.
    pub(crate) fn zxid(&mut self) -> Option<Zxid> {
        self.hex().map(Zxid)
    }

    /// A state, phase or the like.
    pub(crate) fn word<W: Word>(&mut self) -> Option<W> {
        W::read(self.text()?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Outcome, form, read};

    const FORMS: &[Form<(i64, i64)>] = &[
        form("from {a} to 0x{b}!", |v| Some((v.plain()?, v.hex()?))),
        form("{count} files", |v| Some((v.plain()?, 0))),
        form("done", |_| Some((0, 0))),
    ];

    fn outcome(text: &str) -> Option<Option<(i64, i64)>> {
        match read(FORMS, text) {
            Outcome::Event(event) => Some(Some(event)),
            Outcome::Malformed => Some(None),
            Outcome::Unknown => None,
        }
    }

    #[test]
    fn a_form_gives_the_values_of_its_gaps() {
        assert_eq!(outcome("from 3 to 0xff!"), Some(Some((3, 255))));
        assert_eq!(outcome("from  -3 to 0xffffffffffffffff!  "), Some(Some((-3, -1))));
        assert_eq!(outcome("7 files"), Some(Some((7, 0))));
        assert_eq!(outcome("done"), Some(Some((0, 0))));
    }

    #[test]
    fn a_text_that_begins_like_a_form_but_does_not_fit_is_malformed() {
        for text in [
            "from 3 to 0xfg!",
            "from 3 to 0x!",
            "from 3 to 0x+1!",
            "from 3 to",
            "from 3 to 0x1! and more",
            "many files",
            "99999999999999999999 files",
        ] {
            assert_eq!(outcome(text), Some(None), "{text}");
        }
    }

    #[test]
    fn any_other_text_is_unknown() {
        for text in ["", "to", "done with it", "7 file"] {
            assert_eq!(outcome(text), None, "{text}");
        }
    }
}
