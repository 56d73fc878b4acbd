//! What an error says beside what was expected: the word that was meant, or the sign that should stand there.

/// The known word that is nearest to what was written, if one is near.
pub(crate) fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let written = written.to_ascii_lowercase();
    let mut nearest = None;
    for word in known {
        // A word that is far too long is not compared: that takes as long as both lengths multiplied.
        if written.len() > 2 * word.len() {
            continue;
        }
        let distance = strsim::osa_distance(&written, &word.to_ascii_lowercase());
        let near = distance <= 1.max(word.len() / 3);
        if near && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, *word));
        }
    }
    nearest.map(|(_, word)| word)
}

/// What to write instead of signs that Chinese keyboards, or habit, put between words and into numbers.
pub(crate) fn plain(word: &str) -> Option<String> {
    if word.contains([',', '，', '、', ';', '；']) {
        return Some(String::from("write spaces between words, not commas"));
    }
    // The full-width forms of ASCII follow each other in the same order.
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - '！' as u32 + '!' as u32).unwrap_or(c),
        '。' | '…' | '‥' => '.',
        '–' | '—' => '-',
        other => other,
    };
    let narrowed: String = word.chars().map(narrow).collect();
    (narrowed != word).then(|| format!("write narrow signs, such as {narrowed}"))
}

/// Words of which one is expected: `DIFF, TRUNC or SNAP`.
pub(crate) fn alternatives(words: &[&str]) -> String {
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}
