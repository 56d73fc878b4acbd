//! Words: a line of a scenario cut into bare words, numbers, times and quoted texts, each with its column.
//!
//! Nothing here knows any command. Every method that reads says what it expected if it finds something else.

use crate::party::ClientId;
use crate::scenario::limits::{DATA_LIMIT, PATH_LIMIT};
use zab::ids::{Micros, Zxid};
use zab::storage::tree;

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
pub(crate) struct Words<'a> {
    words: std::iter::Peekable<std::vec::IntoIter<(u32, &'a str, Word<'a>)>>,
    end: u32,
    /// How many bytes of the line come after the last word.
    behind: usize,
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
                return Ok(Words { words: words.into_iter().peekable(), end: column, behind: rest.len() });
            }
            let (length, word) = match rest.strip_prefix('"') {
                Some(inner) => quoted(inner)
                    .map(|(length, text)| (length + 1, Word::Quoted(text)))
                    .ok_or_else(|| Problem::new(column, "this text has no closing quote"))?,
                None => {
                    let length =
                        rest.find(|c: char| c.is_whitespace() || c == '#' || c == '"').unwrap_or(rest.len());
                    (length, Word::Bare(&rest[..length]))
                }
            };
            words.push((column, rest, word));
            column += count(&rest[..length]);
            rest = &rest[length..];
        }
    }

    /// Whether no word is left.
    pub(crate) fn is_empty(&mut self) -> bool {
        self.words.peek().is_none()
    }

    /// The next word, left where it is.
    pub(crate) fn peek(&mut self) -> Option<&Word<'a>> {
        self.words.peek().map(|(_, _, word)| word)
    }

    /// The next word.
    pub(crate) fn take(&mut self) -> Option<Word<'a>> {
        self.words.next().map(|(_, _, word)| word)
    }

    /// The column of the next word, or of the end of the line.
    pub(crate) fn column(&mut self) -> u32 {
        self.words.peek().map_or(self.end, |(column, _, _)| *column)
    }

    /// All that is left of the line, as it was written but for spaces and comment.
    pub(crate) fn rest(&mut self) -> String {
        let Some((_, rest, _)) = self.words.peek() else { return String::new() };
        let uncommented = rest.get(..rest.len() - self.behind).unwrap_or(rest);
        uncommented.trim().to_owned()
    }

    /// Takes the next word if it is this one.
    pub(crate) fn skip(&mut self, word: &str) -> bool {
        self.words.next_if(|(_, _, next)| *next == Word::Bare(word)).is_some()
    }

    /// Takes the next word, which must be this one.
    pub(crate) fn expect(&mut self, word: &str) -> Result<(), Problem> {
        if self.skip(word) { Ok(()) } else { Err(self.unexpected(word)) }
    }

    /// No word may be left.
    pub(crate) fn end(&mut self) -> Result<(), Problem> {
        if self.is_empty() { Ok(()) } else { Err(self.unexpected("the end of the line")) }
    }

    /// Whether the next word begins like a number.
    pub(crate) fn at_number(&mut self) -> bool {
        matches!(self.peek(), Some(Word::Bare(word)) if word.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the next word is a client's letter.
    pub(crate) fn at_client(&mut self) -> bool {
        matches!(self.peek(), Some(Word::Bare(word)) if ClientId::named(word).is_some())
    }

    /// Whether the next word is a quoted text.
    pub(crate) fn at_text(&mut self) -> bool {
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

    /// A number from 1 on.
    pub(crate) fn positive(&mut self, expected: &str, limit: u64) -> Result<u64, Problem> {
        self.read(expected, |word| match within(word.parse().ok()?, limit) {
            Some(Ok(0)) => Some(Err(String::from("this number is too small, at least 1"))),
            other => other,
        })
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
        self.read(expected, |word| time(word, limit))
    }

    /// A time, or two with dots between. The first is not above the second.
    pub(crate) fn time_span(&mut self, expected: &str, limit: Micros) -> Result<(Micros, Micros), Problem> {
        self.read(expected, |word| pair(word, |part| time(part, limit)))
    }

    /// A zxid, or two of one epoch with dots between: `1.4` or `1.1..1.4`. The first is not above the second.
    pub(crate) fn zxids(&mut self, expected: &str) -> Result<(Zxid, Zxid), Problem> {
        self.read(expected, |word| {
            let zxids = pair(word, |part| zxid(part).map(Ok))?;
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
        match self.words.next_if(|(_, _, word)| matches!(word, Word::Quoted(_))) {
            Some((_, _, Word::Quoted(text))) => Ok(text),
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
        let column = self.column();
        let value = match self.peek() {
            Some(Word::Bare(word)) => reading(word),
            _ => None,
        };
        match value {
            Some(Ok(value)) => {
                self.take();
                Ok(value)
            }
            Some(Err(message)) => Err(Problem::new(column, message)),
            None => Err(self.unexpected(expected)),
        }
    }

    /// What was expected, and what stands there instead.
    pub(crate) fn unexpected(&mut self, expected: &str) -> Problem {
        let column = self.column();
        let found = match self.peek() {
            Some(Word::Bare(word)) => format!("found {word}"),
            Some(Word::Quoted(_)) => String::from("found a text in quotes"),
            None => String::from("the line ends"),
        };
        Problem::new(column, format!("expected {expected}, but {found}"))
    }
}

fn count(text: &str) -> u32 {
    text.chars().count() as u32
}

/// The text up to the closing quote, and how many bytes it took with that quote. `\"` and `\\` stand for themselves.
fn quoted(inner: &str) -> Option<(usize, String)> {
    let mut text = String::new();
    let mut characters = inner.char_indices();
    while let Some((position, character)) = characters.next() {
        match character {
            '"' => return Some((position + 1, text)),
            '\\' => match characters.next()?.1 {
                escaped @ ('"' | '\\') => text.push(escaped),
                other => text.extend(['\\', other]),
            },
            _ => text.push(character),
        }
    }
    None
}

fn path(word: &str) -> Result<String, String> {
    match word.len() {
        length if length > PATH_LIMIT => Err(format!("this path is too long, at most {PATH_LIMIT} bytes")),
        _ => Ok(String::from(word)),
    }
}

fn within(value: u64, limit: u64) -> Option<Result<u64, String>> {
    Some(if value <= limit { Ok(value) } else { Err(format!("this number is too large, at most {limit}")) })
}

fn pair<T: Copy + PartialOrd>(
    word: &str,
    part: impl Fn(&str) -> Option<Result<T, String>>,
) -> Option<Result<(T, T), String>> {
    // A search for a text weighs 3 KB in the module; this one is for two bytes.
    let Some(dots) = word.as_bytes().windows(2).position(|pair| pair == b"..") else {
        return Some(part(word)?.map(|value| (value, value)));
    };
    let (low, high) = (&word[..dots], &word[dots + 2..]);
    Some(match (part(low)?, part(high)?) {
        (Ok(low), Ok(high)) if low <= high => Ok((low, high)),
        (Ok(_), Ok(_)) => Err(String::from("the first of the two is above the second")),
        (Err(message), _) | (_, Err(message)) => Err(message),
    })
}

/// `1.4`; that of an empty history is `0`.
fn zxid(word: &str) -> Option<Zxid> {
    if word == "0" {
        return Some(Zxid(0));
    }
    let (epoch, counter) = word.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let epoch = Some(epoch).filter(|epoch| digits(epoch))?.parse::<u32>().ok()?;
    let counter = Some(counter).filter(|counter| digits(counter))?.parse().ok()?;
    Some(Zxid::new(epoch, counter)).filter(|zxid| zxid.0 >= 0)
}

fn time(word: &str, limit: Micros) -> Option<Result<Micros, String>> {
    let unit_at = word.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = word.split_at(unit_at);
    let digits: usize = match unit {
        "us" => 0,
        "ms" => 3,
        "s" => 6,
        _ => return None,
    };
    Some(match decimal(number, digits)? {
        Ok(micros) if micros <= limit.0 => Ok(Micros(micros)),
        Ok(_) => Err(format!("this time is too long, at most {}s", limit.0 / 1_000_000)),
        Err(TooFine) => Err(String::from("this time is finer than a microsecond")),
    })
}

/// A number has more decimals than are read.
struct TooFine;

/// A number with so many decimals at most, as a whole number of the unit that the last of them counts; the largest there is, if it
/// is too large for that.
fn decimal(number: &str, digits: usize) -> Option<Result<u64, TooFine>> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || number.ends_with('.') {
        return None;
    }
    if fraction.len() > digits {
        return Some(Err(TooFine));
    }
    Some(Ok(format!("{whole}{fraction:0<digits$}").parse().unwrap_or(u64::MAX)))
}
