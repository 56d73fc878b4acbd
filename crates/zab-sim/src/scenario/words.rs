//! Words: a line of a scenario cut into bare words, numbers, times and quoted texts, each with its column.
//!
//! Nothing here knows any command. Every method that reads says what it expected if it finds something else.

use crate::party::ClientId;
use crate::record::event::Text;
use crate::scenario::hints::{alternatives, nearest, plain};
use crate::scenario::limits::DATA_LIMIT;
use crate::scenario::values::{self, TooFine, decimal, in_quotes, pair, path, time_text, within};
use std::fmt;
use std::ops::Range;
use zab::ids::{Micros, Zxid};
use zab::storage::tree;

/// The language of what is told without saying in which.
const ENGLISH: &str = "en";
/// The commands that tell a text, and can do so in any language.
const TOLD: [&str; 3] = ["title", "say", "chapter"];

/// Something wrong on a line: the column, and what was expected there.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) column: u32,
    pub(crate) message: String,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Word<'a> {
    /// Anything without spaces.
    Bare(&'a str),
    /// What stood between double quotes.
    Quoted(String),
}

/// The words of a line that have not been read yet.
#[derive(Clone)]
pub(crate) struct Words<'a> {
    words: Vec<(u32, Word<'a>)>,
    /// How many have been read.
    read: usize,
    /// The language in which the command tells its text.
    lang: &'a str,
    /// The column behind the last word.
    end: u32,
}

impl Problem {
    /// A problem at a column.
    pub(crate) fn new(column: u32, message: impl Into<String>) -> Problem {
        Problem { column, message: message.into() }
    }
}

impl<'a> Words<'a> {
    /// Cuts a line into words. A `#` outside quotes begins a comment.
    pub(crate) fn split(line: &'a str) -> Result<Words<'a>, Problem> {
        let mut words = Vec::new();
        let mut rest = line;
        let mut column = 1;
        loop {
            let trimmed = rest.trim_start();
            column += count(&rest[..rest.len() - trimmed.len()]);
            rest = trimmed;
            if rest.is_empty() || rest.starts_with('#') {
                return Ok(Words { words, read: 0, lang: ENGLISH, end: column });
            }
            let (length, word) = match rest.strip_prefix(is_quote) {
                Some(inner) => quoted(inner, rest.starts_with('"'))
                    .map(|(length, text)| (rest.len() - inner.len() + length, Word::Quoted(text)))
                    .ok_or_else(|| Problem::new(column, "this text has no closing quote"))?,
                None => {
                    let ends = |c: char| c.is_whitespace() || c == '#' || is_quote(c);
                    let length = rest.find(ends).unwrap_or(rest.len());
                    (length, Word::Bare(&rest[..length]))
                }
            };
            words.push((column, word));
            column += count(&rest[..length]);
            rest = &rest[length..];
        }
    }

    /// Whether no word is left.
    pub(crate) fn is_empty(&self) -> bool {
        self.peek().is_none()
    }

    /// The next word, left where it is.
    pub(crate) fn peek(&self) -> Option<&Word<'a>> {
        self.words.get(self.read).map(|(_, word)| word)
    }

    /// The next word, if it is bare, left where it is.
    pub(crate) fn peek_bare(&self) -> Option<&'a str> {
        match self.peek() {
            Some(Word::Bare(word)) => Some(word),
            _ => None,
        }
    }

    /// Passes over the next word.
    pub(crate) fn pass(&mut self) {
        self.read += 1;
    }

    /// The column of the next word, or of the end of the line.
    pub(crate) fn column(&self) -> u32 {
        self.words.get(self.read).map_or(self.end, |(column, _)| *column)
    }

    /// How many words have been read.
    pub(crate) fn place(&self) -> usize {
        self.read
    }

    /// The words of these places as they are written, with a space between each two.
    pub(crate) fn written(&self, places: Range<usize>) -> String {
        let words = self.words.get(places).unwrap_or_default();
        let written: Vec<String> = words.iter().map(|(_, word)| word.to_string()).collect();
        written.join(" ")
    }

    /// All words as they are written.
    pub(crate) fn all(&self) -> String {
        self.written(0..self.words.len())
    }

    /// How many characters of the line lie before its comment, or its end.
    pub(crate) fn width(&self) -> usize {
        self.end as usize - 1
    }

    /// The command that the next word names, left where it is: `say.zh` is the command `say`, and what it tells is Chinese.
    pub(crate) fn command(&mut self) -> Result<Option<&'a str>, Problem> {
        let Some(word) = self.peek_bare() else { return Ok(None) };
        let Some((name, lang)) = word.split_once('.').filter(|(name, _)| TOLD.contains(name)) else {
            return Ok(Some(word));
        };
        let proper = !lang.is_empty() && lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if !proper {
            return Err(Problem::new(self.column(), "expected a language after the dot, such as zh"));
        }
        self.lang = lang;
        Ok(Some(name))
    }

    /// A text in the language of its command.
    pub(crate) fn told(&mut self) -> Result<Text, Problem> {
        Ok(Text { lang: String::from(self.lang), text: self.text("a text in double quotes")? })
    }

    /// A time behind a plus, if the next word is one.
    pub(crate) fn later(&mut self, limit: Micros) -> Result<Option<Micros>, Problem> {
        let is_later = self.peek_bare().is_some_and(|word| word.starts_with('+'));
        is_later.then(|| self.read("a time such as +3s", |word| values::time(&word[1..], limit))).transpose()
    }

    /// Takes the next word if it is this one.
    pub(crate) fn skip(&mut self, word: &str) -> bool {
        let is_next = self.peek_bare() == Some(word);
        self.read += usize::from(is_next);
        is_next
    }

    /// Takes the next word, which must be this one.
    pub(crate) fn expect(&mut self, word: &str) -> Result<(), Problem> {
        if self.skip(word) { Ok(()) } else { Err(self.unexpected(word)) }
    }

    /// Takes the next word, which must be one of these, and gives what it stands for.
    pub(crate) fn choose<T: Copy>(&mut self, choices: &[(&'static str, T)]) -> Result<T, Problem> {
        let found = choices.iter().find(|(word, _)| self.skip(word));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.none_of(&words)
        })
    }

    /// None of these words stands where one was expected.
    pub(crate) fn none_of(&self, words: &[&'static str]) -> Problem {
        let mut problem = self.unexpected(&alternatives(words));
        if let Some(meant) = self.peek_bare().and_then(|found| nearest(found, words)) {
            problem.message += &format!("; did you mean {meant}?");
        }
        problem
    }

    /// The next word is none that is known. Perhaps another was meant; if not, these are the usual ones.
    pub(crate) fn unknown(&self, what: &str, known: &[&'static str], usual: &[&'static str]) -> Problem {
        let word = self.peek().map(ToString::to_string).unwrap_or_default();
        let hint = match (nearest(&word, known), plain(&word)) {
            (Some(meant), _) => format!("did you mean {meant}?"),
            (None, Some(plain)) => plain,
            (None, None) => format!("expected {}", alternatives(usual)),
        };
        Problem::new(self.column(), format!("{word} is {what}; {hint}"))
    }

    /// No word may be left.
    pub(crate) fn end(&self) -> Result<(), Problem> {
        if self.is_empty() { Ok(()) } else { Err(self.unexpected("the end of the line")) }
    }

    /// Whether the next word begins like a number.
    pub(crate) fn at_number(&self) -> bool {
        self.peek_bare().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the next word is a client's letter.
    pub(crate) fn at_client(&self) -> bool {
        self.peek_bare().and_then(ClientId::named).is_some()
    }

    /// Whether the next word is a quoted text.
    pub(crate) fn at_text(&self) -> bool {
        matches!(self.peek(), Some(Word::Quoted(_)))
    }

    /// A client's letter.
    pub(crate) fn client(&mut self) -> Result<ClientId, Problem> {
        self.read("a client's letter, from a to z", |word| ClientId::named(word).map(Ok))
    }

    /// The path of a znode.
    pub(crate) fn path(&mut self) -> Result<String, Problem> {
        self.read("a path such as /x", |word| tree::is_path(word).then(|| path(word)))
    }

    /// The path of a znode or, with a slash at its end, all of it but the name.
    pub(crate) fn beginning_of_path(&mut self) -> Result<String, Problem> {
        let is_above = |above: &str| above.is_empty() || tree::is_path(above);
        let is_beginning = |word: &str| tree::is_path(word) || word.strip_suffix('/').is_some_and(is_above);
        self.read("a path such as /x", |word| is_beginning(word).then(|| path(word)))
    }

    /// What a znode is to hold, in quotes.
    pub(crate) fn data(&mut self) -> Result<String, Problem> {
        let column = self.column();
        let data = self.text("a text in double quotes")?;
        if data.len() > DATA_LIMIT {
            let message = format!("{} bytes are too much for a znode here, at most {DATA_LIMIT}", data.len());
            return Err(Problem::new(column, message));
        }
        Ok(data)
    }

    /// A number.
    pub(crate) fn number(&mut self, expected: &str, limit: u64) -> Result<u64, Problem> {
        self.read(expected, |word| within(word.parse().ok()?, limit))
    }

    /// A number that is not too small.
    pub(crate) fn number_from(&mut self, expected: &str, least: u64, limit: u64) -> Result<u64, Problem> {
        self.read(expected, |word| match within(word.parse().ok()?, limit) {
            Some(Ok(number)) if number < least => {
                Some(Err(format!("this number is too small, at least {least}")))
            }
            other => other,
        })
    }

    /// A number from 1 on.
    pub(crate) fn positive(&mut self, expected: &str, limit: u64) -> Result<u64, Problem> {
        self.number_from(expected, 1, limit)
    }

    /// A time that is not too short.
    pub(crate) fn time_from(
        &mut self,
        expected: &str,
        least: Micros,
        limit: Micros,
    ) -> Result<Micros, Problem> {
        Ok(self.time_span_from(expected, least, limit)?.0)
    }

    /// A time, or two with dots between, that are not too short.
    pub(crate) fn time_span_from(
        &mut self,
        expected: &str,
        least: Micros,
        limit: Micros,
    ) -> Result<(Micros, Micros), Problem> {
        let column = self.column();
        let span = self.time_span(expected, limit)?;
        if span.0 < least {
            return Err(Problem::new(
                column,
                format!("this time is too short, at least {}", time_text(least)),
            ));
        }
        Ok(span)
    }

    /// A number of up to six decimals, perhaps below 0, in millionths: `0.33`, `-1`.
    pub(crate) fn millionths(&mut self, expected: &str, limit: i64) -> Result<i64, Problem> {
        self.read(expected, |word| {
            let (below, number) = word.strip_prefix('-').map_or((false, word), |number| (true, number));
            Some(match decimal(number, 6)?.map(i64::try_from) {
                Ok(Ok(millionths)) if millionths <= limit => Ok(if below { -millionths } else { millionths }),
                Ok(_) => Err(format!("this number is too large, at most {}", limit / 1_000_000)),
                Err(TooFine) => Err(String::from("this number has more than six decimals")),
            })
        })
    }

    /// A number, or two with dots between: `3` or `1..3`. The first is not above the second.
    pub(crate) fn span(&mut self, expected: &str, limit: u64) -> Result<(u64, u64), Problem> {
        let number = |word: &str| within(word.parse().ok()?, limit);
        self.read(expected, |word| pair(word, number))
    }

    /// A time: `3s`, `0.5s`, `250ms`, `40us`.
    pub(crate) fn time(&mut self, expected: &str, limit: Micros) -> Result<Micros, Problem> {
        self.read(expected, |word| values::time(word, limit))
    }

    /// A time, or two with dots between. The first is not above the second.
    pub(crate) fn time_span(&mut self, expected: &str, limit: Micros) -> Result<(Micros, Micros), Problem> {
        self.read(expected, |word| pair(word, |part| values::time(part, limit)))
    }

    /// A zxid, or two of one epoch with dots between: `1.4` or `1.1..1.4`. The first is not above the second.
    pub(crate) fn zxids(&mut self, expected: &str) -> Result<(Zxid, Zxid), Problem> {
        self.read(expected, |word| {
            let zxids = pair(word, |part| values::zxid(part).map(Ok))?;
            Some(match zxids {
                Ok((first, last)) if first.epoch() != last.epoch() => {
                    Err(String::from("the two zxids are of different epochs"))
                }
                other => other,
            })
        })
    }

    /// A quoted text.
    pub(crate) fn text(&mut self, expected: &str) -> Result<String, Problem> {
        match self.peek() {
            Some(Word::Quoted(text)) => {
                let text = text.clone();
                self.pass();
                Ok(text)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    /// Reads the next word. The reading gives nothing if the word is of another kind, and an error if it is of
    /// the right kind but not allowed.
    fn read<T>(
        &mut self,
        expected: &str,
        reading: impl FnOnce(&str) -> Option<Result<T, String>>,
    ) -> Result<T, Problem> {
        match self.peek_bare().and_then(reading) {
            Some(Ok(value)) => {
                self.pass();
                Ok(value)
            }
            Some(Err(message)) => Err(Problem::new(self.column(), message)),
            None => Err(self.unexpected(expected)),
        }
    }

    /// What was expected, and what stands there instead. Signs that look like others are named.
    pub(crate) fn unexpected(&self, expected: &str) -> Problem {
        let found = match self.peek() {
            Some(Word::Bare(word)) => match plain(word) {
                Some(plain) => format!("found {word}: {plain}"),
                None => format!("found {word}"),
            },
            Some(Word::Quoted(_)) => String::from("found a text in quotes"),
            None => String::from("the line ends"),
        };
        Problem::new(self.column(), format!("expected {expected}, but {found}"))
    }
}

/// As it can be read again.
impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Word::Bare(word) => f.write_str(word),
            Word::Quoted(text) => f.write_str(&in_quotes(text)),
        }
    }
}

fn count(text: &str) -> u32 {
    text.chars().count() as u32
}

/// The quotes that begin and end a text: the plain one, and those that editors put in its place.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '＂')
}

/// The text up to the closing quote, and how many bytes it took with that quote. `\"` and `\\` stand for themselves. What began
/// with a plain quote ends with one, and curved ones stand for themselves in it.
fn quoted(inner: &str, plain: bool) -> Option<(usize, String)> {
    let mut text = String::new();
    let mut characters = inner.char_indices();
    while let Some((position, character)) = characters.next() {
        match character {
            '"' if plain => return Some((position + 1, text)),
            '”' | '“' | '＂' if !plain => return Some((position + character.len_utf8(), text)),
            '\\' => match characters.next()?.1 {
                escaped @ ('"' | '\\') => text.push(escaped),
                other => text.extend(['\\', other]),
            },
            _ => text.push(character),
        }
    }
    None
}
