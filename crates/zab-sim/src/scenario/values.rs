//! Values as words: numbers, times, zxids and paths, how they are read from a word and written as one.
//!
//! A reading gives nothing if the word is of another kind, and an error if it is of the right kind but not allowed.

use crate::scenario::limits::PATH_LIMIT;
use zab::ids::{Micros, Zxid};

/// A text between quotes, as it can be read again.
pub(crate) fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

pub(crate) fn path(word: &str) -> Result<String, String> {
    match word.len() {
        length if length > PATH_LIMIT => Err(format!("this path is too long, at most {PATH_LIMIT} bytes")),
        _ => Ok(String::from(word)),
    }
}

pub(crate) fn within(value: u64, limit: u64) -> Option<Result<u64, String>> {
    Some(if value <= limit { Ok(value) } else { Err(format!("this number is too large, at most {limit}")) })
}

pub(crate) fn pair<T: Copy + PartialOrd>(
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
pub(crate) fn zxid(word: &str) -> Option<Zxid> {
    if word == "0" {
        return Some(Zxid(0));
    }
    let (epoch, counter) = word.split_once('.')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let epoch = Some(epoch).filter(|epoch| digits(epoch))?.parse::<u32>().ok()?;
    let counter = Some(counter).filter(|counter| digits(counter))?.parse().ok()?;
    Some(Zxid::new(epoch, counter)).filter(|zxid| zxid.0 >= 0)
}

pub(crate) fn time(word: &str, limit: Micros) -> Option<Result<Micros, String>> {
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

/// A time as it can be read again, in the unit in which it is shortest.
pub(crate) fn time_text(Micros(micros): Micros) -> String {
    let (unit, decimals, name) = match micros {
        0 | 1_000_000.. => (1_000_000, 6, "s"),
        1_000.. => (1_000, 3, "ms"),
        _ => (1, 0, "us"),
    };
    match micros % unit {
        0 => format!("{}{name}", micros / unit),
        rest => format!("{}.{}{name}", micros / unit, format!("{rest:0decimals$}").trim_end_matches('0')),
    }
}

/// A number has more decimals than are read.
pub(crate) struct TooFine;

/// A number with so many decimals at most, as a whole number of the unit that the last of them counts; the largest there is, if it
/// is too large for that.
pub(crate) fn decimal(number: &str, digits: usize) -> Option<Result<u64, TooFine>> {
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
