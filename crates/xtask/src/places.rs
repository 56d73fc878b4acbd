//! Where things are. Commands run from the repository's root, so every other path is relative.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::problem::{About, Result};

/// The crates that become modules of the page: the simulation, and the experiments that are loaded when they are wanted.
pub(crate) const MODULES: [&str; 2] = ["zab-wasm", "zab-lab"];

/// What a module is called where bindings are generated.
pub(crate) fn file_name(module: &str) -> String {
    module.replace('-', "_")
}

/// What cargo makes of a module, before bindings are generated.
pub(crate) fn raw_wasm(module: &str) -> PathBuf {
    target().join(format!("wasm32-unknown-unknown/wasm/{}.wasm", file_name(module)))
}

/// The package that the page imports: generated, never committed.
pub(crate) const PKG: &str = "www/pkg";

/// The static site.
pub(crate) const DIST: &str = "www/dist";

/// Moves to the repository's root, wherever the command was given.
pub(crate) fn enter() -> Result<()> {
    let manifest = std::env::var("CARGO_MANIFEST_DIR");
    let crate_dir = manifest.unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let root = Path::new(&crate_dir).join("../..");
    std::env::set_current_dir(&root).about(root.display())
}

/// Cargo's target directory, as an absolute path: tools are started in other directories too.
pub(crate) fn target() -> PathBuf {
    let dir = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    std::path::absolute(&dir).unwrap_or(dir)
}

/// Tools that are built once, here and not in the user's home: a checkout leaves nothing behind.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

pub(crate) fn logs() -> Result<PathBuf> {
    made(target().join("xtask"))
}

pub(crate) fn made(dir: PathBuf) -> Result<PathBuf> {
    std::fs::create_dir_all(&dir).about(dir.display())?;
    Ok(dir)
}

/// Whether `output` exists and none of the inputs is newer. A missing input does not count.
pub(crate) fn is_fresh(output: impl AsRef<Path>, inputs: &[&Path]) -> bool {
    let changed = |path: &Path| -> Option<SystemTime> { path.metadata().ok()?.modified().ok() };
    let Some(made) = changed(output.as_ref()) else {
        return false;
    };
    inputs.iter().filter_map(|input| changed(input)).all(|time| time <= made)
}
