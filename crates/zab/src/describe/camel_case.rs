//! Names as JavaScript spells them, made while the crate is compiled.

/// A name as JavaScript spells it.
#[doc(hidden)]
#[macro_export]
macro_rules! camel_case {
    ($name:ident) => {{
        const NAME: &str = concat!("\"", stringify!($name));
        const LENGTH: usize = $crate::describe::camel_case_length(&[NAME]) - 1;
        const BYTES: [u8; LENGTH + 1] = $crate::describe::camel_case(&[NAME]);
        match ::std::str::from_utf8(BYTES.split_at(1).1) {
            Ok(name) => name,
            Err(_) => panic!(),
        }
    }};
}

/// How long some texts are once they are in camel case, in bytes.
pub const fn camel_case_length(texts: &[&str]) -> usize {
    let (mut length, mut text) = (0, 0);
    while text < texts.len() {
        let (bytes, mut at) = (texts[text].as_bytes(), 0);
        while at < bytes.len() {
            length += (bytes[at] != b'_') as usize;
            at += 1;
        }
        text += 1;
    }
    length
}

/// Texts one after the other, in camel case: the letter after `_` is large, the letter after `"` is small.
pub const fn camel_case<const LENGTH: usize>(texts: &[&str]) -> [u8; LENGTH] {
    let (mut out, mut length, mut text) = ([0; LENGTH], 0, 0);
    while text < texts.len() {
        let (bytes, mut at) = (texts[text].as_bytes(), 0);
        while at < bytes.len() {
            let before = if at == 0 { b' ' } else { bytes[at - 1] };
            if bytes[at] != b'_' {
                out[length] = match before {
                    b'_' => bytes[at].to_ascii_uppercase(),
                    b'"' => bytes[at].to_ascii_lowercase(),
                    _ => bytes[at],
                };
                length += 1;
            }
            at += 1;
        }
        text += 1;
    }
    out
}
