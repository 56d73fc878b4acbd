//! The boundary crate's tests, in a real browser, through wasm-pack.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use crate::problem::{About, Result};
use crate::{browser, places, rust};

use super::{Checks, Passed, counts, native};

pub(super) fn set_up() -> Result<()> {
    rust::components()?;
    rust::wasm_target()?;
    browser::chromium()?;
    browser::chromedriver()?;
    rust::wasm_bindgen()?;
    rust::wasm_pack()?;
    Ok(())
}

pub(super) fn run(checks: &mut Checks) -> Result<()> {
    let chromium = browser::chromium()?;
    let chromedriver = browser::chromedriver()?;
    let bindgen = rust::wasm_bindgen()?;
    let pack = rust::wasm_pack()?;
    let capabilities = places::logs()?.join("webdriver.json");
    std::fs::write(&capabilities, browser_capabilities(&chromium)).about(capabilities.display())?;

    checks.check("lints", |step| {
        let args = [
            "clippy",
            "--package=zab-wasm",
            "--all-targets",
            "--target",
            rust::TARGET,
            "--",
            "-D",
            "warnings",
        ];
        native::run_cargo(step, &args, "clippy has something to say about the wasm build: it is above")?;
        Ok(Passed::saying("clippy, as compiled for the browser"))
    });
    checks.check("tests", |step| {
        let mut command = Command::new(pack.join("wasm-pack"));
        command
            .args(["test", "--headless", "--chrome", "--chromedriver"])
            .arg(&chromedriver)
            .arg("crates/zab-wasm")
            .env("PATH", path_with(&bindgen))
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
            // The runner's own 5 s and 20 s are too short for a slow machine's first start.
            .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
            // Pages that embed us are not cross-origin isolated; the tests should not be either.
            .env("WASM_BINDGEN_TEST_NO_ORIGIN_ISOLATION", "1");
        counts::rust(&step.run(&mut command, "a test failed in the browser: its output is above")?)
    });
    Ok(())
}

/// wasm-pack accepts a `wasm-bindgen` on the PATH when it is of the locked version.
fn path_with(dir: &Path) -> OsString {
    let rest = std::env::var_os("PATH").unwrap_or_default();
    let dirs = std::iter::once(dir.to_path_buf()).chain(std::env::split_paths(&rest));
    std::env::join_paths(dirs).unwrap_or(rest)
}

/// Which browser the driver starts. The test runner adds headless and no-sandbox itself.
fn browser_capabilities(chromium: &Path) -> String {
    let binary = chromium.display().to_string().replace('\\', "\\\\");
    format!(
        r#"{{"goog:chromeOptions":{{"binary":"{binary}","args":["disable-gpu","disable-background-networking","disable-component-update","disable-sync","no-first-run"]}}}}"#
    )
}
