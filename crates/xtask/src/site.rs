//! The static site: Rust to wasm, wasm to bindings, bindings and page to `www/dist`.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::places::{self, DIST, PKG};
use crate::problem::{About, Result};
use crate::run::cargo;
use crate::terminal::{self, Step};
use crate::{node, rust};

const WASM_OPT: &str = "node_modules/binaryen/bin/wasm-opt";

/// The compiler has optimized already, and for size; what is done for speed here makes the module smaller than `-Oz` does, and a
/// tenth faster at least (measured). But folding a function into its only caller makes its gzip longer, so that is switched off.
/// The rest are features that rustc emits: wasm-opt refuses a module whose features it was not told of.
const WASM_OPT_FLAGS: [&str; 8] = [
    "-O3",
    "--one-caller-inline-max-function-size=0",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

pub(crate) fn build_and_say() -> Result<()> {
    node::require()?;
    terminal::gap();
    build()?;
    terminal::gap();
    terminal::line(&format!("  {DIST} is ready: any static host can serve it, from any path"));
    terminal::gap();
    Ok(())
}

/// What a build needs and does not find, it installs; when all is there, nothing is said.
pub(crate) fn set_up() -> Result<()> {
    rust::wasm_target()?;
    node::packages()?;
    rust::wasm_bindgen()?;
    Ok(())
}

/// Sets up and builds the site. [`node::require`] comes first.
pub(crate) fn build() -> Result<()> {
    set_up()?;
    let bindgen = rust::wasm_bindgen()?.join("wasm-bindgen");
    compile()?;
    for module in places::MODULES {
        bind(module, &bindgen)?;
    }
    bundle()
}

fn compile() -> Result<()> {
    let step = Step::start("wasm", "compiling");
    step.run(
        cargo()
            .args(["build", "--profile=wasm", "--target", rust::TARGET])
            .args(places::MODULES.map(|module| format!("--package={module}"))),
        "the wasm build failed: fix what the compiler names above and run the command again",
    )?;
    step.done(&places::MODULES.join(", "));
    Ok(())
}

/// Bindings and wasm-opt are skipped together while the compiled module and the tools are the same.
/// The finished module comes last: where it is missing, a run was cut short, and nothing is skipped.
fn bind(module: &str, bindgen: &Path) -> Result<()> {
    let step = Step::start("bindings", "generating");
    let (raw, name) = (places::raw_wasm(module), places::file_name(module));
    let wasm = Path::new(PKG).join(format!("{name}_bg.wasm"));
    let ourselves = std::env::current_exe().unwrap_or_default();
    if places::is_fresh(&wasm, &[&raw, bindgen, &ourselves, Path::new(node::INSTALLED)]) {
        step.done(&format!("{name} is up to date, {}", kilobytes(&wasm)));
        return Ok(());
    }
    step.run(
        Command::new(bindgen)
            .args(["--target", "web", "--out-name", &name, "--out-dir", PKG])
            .args(["--remove-producers-section", "--remove-name-section"])
            .arg(&raw),
        "wasm-bindgen refused the compiled module: look at its message above",
    )?;
    let plain = places::logs()?.join(format!("{name}.plain.wasm"));
    fs::copy(&wasm, &plain).about(plain.display())?;
    fs::remove_file(&wasm).about(wasm.display())?;
    step.done(&name);
    optimize(&plain, &wasm)
}

fn optimize(plain: &Path, wasm: &Path) -> Result<()> {
    let step = Step::start("wasm-opt", "optimizing");
    if !Path::new(WASM_OPT).is_file() {
        fs::copy(plain, wasm).about(wasm.display())?;
        step.done("not installed: the page works, but is larger");
        return Ok(());
    }
    step.run(
        node::node().arg(WASM_OPT).args(WASM_OPT_FLAGS).arg(plain).arg("-o").arg(wasm),
        "wasm-opt failed: look at its message above",
    )?;
    step.done(&format!("{} to {}", kilobytes(plain), kilobytes(wasm)));
    Ok(())
}

fn bundle() -> Result<()> {
    let step = Step::start("bundle", "bundling");
    step.run(
        node::node().arg("www/tools/bundle.js"),
        "the bundle failed: fix what esbuild names above and run the command again",
    )?;
    step.done(DIST);
    Ok(())
}

fn kilobytes(file: &Path) -> String {
    let bytes = file.metadata().map_or(0, |data| data.len());
    format!("{} KB", bytes.div_ceil(1_000))
}
