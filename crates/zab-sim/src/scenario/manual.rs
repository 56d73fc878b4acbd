//! What the language's manual says of a command or a condition. The module that browsers load does without: it weighs, and the page shows
//! none of it.

/// An entry of the manual.
#[derive(Clone, Copy, Debug)]
pub struct Manual {
    /// How it is written.
    #[cfg(not(target_family = "wasm"))]
    pub form: &'static str,
    /// What it means.
    #[cfg(not(target_family = "wasm"))]
    pub meaning: &'static str,
    /// An example.
    #[cfg(not(target_family = "wasm"))]
    pub example: &'static str,
}

impl Manual {
    /// An entry, where there is a manual.
    #[cfg(not(target_family = "wasm"))]
    pub(crate) const fn new(form: &'static str, meaning: &'static str, example: &'static str) -> Manual {
        Manual { form, meaning, example }
    }

    /// Nothing, where there is none.
    #[cfg(target_family = "wasm")]
    pub(crate) const fn new(_: &'static str, _: &'static str, _: &'static str) -> Manual {
        Manual {}
    }
}
