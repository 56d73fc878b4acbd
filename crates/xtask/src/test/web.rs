//! The page: types, units, the page in a browser, and what it weighs.

use std::path::{Path, PathBuf};

use crate::problem::{About, Problem, Result};
use crate::terminal::Step;
use crate::{browser, node, site};

use super::{Checks, Passed, counts};

/// Generated, or somebody else's.
const NOT_OURS: [&str; 3] = ["dist", "pkg", "node_modules"];

pub(super) fn set_up() -> Result<()> {
    node::require()?;
    browser::chromium()?;
    site::set_up()
}

pub(super) fn run(checks: &mut Checks) -> Result<()> {
    let chromium = browser::chromium()?;
    site::build()?;

    checks.check("types", |step| {
        let mut command = node::node();
        command.args(["node_modules/typescript/bin/tsc", "--project", "tsconfig.json"]);
        step.run(&mut command, "the types do not fit: TypeScript says where, above")?;
        Ok(Passed::saying("TypeScript, strict"))
    });
    checks.check("units", |step| tests(step, "www", &chromium));
    checks.check("browser", |step| tests(step, "tests/browser", &chromium));
    checks.check("weight", |step| {
        let advice =
            "the page is over its budget: make it lighter, or argue for a larger one in www/tools/budget.js";
        let output = step.run(node::node().arg("www/tools/budget.js"), advice)?;
        Ok(Passed::saying(output.trim().lines().last().unwrap_or_default()))
    });
    Ok(())
}

fn tests(step: &Step, dir: &str, chromium: &Path) -> Result<Passed> {
    let mut files = Vec::new();
    find_tests(Path::new(dir), &mut files)?;
    files.sort();
    if files.is_empty() {
        return Err(Problem::new(format!(
            "there is no *.test.js under {dir}: tests that are not there cannot pass"
        )));
    }
    let mut command = node::node();
    command.args(["--test", "--test-reporter=spec"]).args(files).env("CHROMIUM", chromium);
    counts::node(&step.run(&mut command, "a test failed: its output is above")?)
}

/// Node 20 has no patterns for `--test`, so the files are looked for here.
fn find_tests(dir: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(dir).about(dir.display())? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                find_tests(&entry.path(), found)?;
            }
        } else if name.ends_with(".test.js") {
            found.push(entry.path());
        }
    }
    Ok(())
}
