//! How many tests were run, read from what the runners print: most of them exit with success when
//! they found nothing to run, and a suite that silently stopped running is the worst kind of green.

use crate::problem::{Problem, Result};

use super::Passed;

/// Rust's harness, native and in the browser: `test result: ok. 12 passed; 0 failed; …`, a binary a line.
pub(super) fn rust(output: &str) -> Result<Passed> {
    let passed = |line: &str| number_before(line.strip_prefix("test result: ok. ")?, " passed");
    some(output.lines().filter_map(|line| passed(line.trim())).sum())
}

/// Node's `spec` reporter: `ℹ pass 12`. A file without tests is listed as one passed test of its own name.
pub(super) fn node(output: &str) -> Result<Passed> {
    let passed = |line: &str| line.strip_prefix("ℹ pass ")?.trim().parse::<u32>().ok();
    let total: u32 = output.lines().filter_map(|line| passed(line.trim())).sum();
    let file = |line: &&str| line.starts_with("✔ ") && line.contains(".test.js (");
    if let Some(line) = output.lines().find(file) {
        return Err(Problem::new(format!("a test file holds no tests: {}", line.trim_start_matches("✔ "))));
    }
    some(total)
}

fn some(count: u32) -> Result<Passed> {
    if count == 0 {
        return Err(Problem::new("no test was run: the runner ended well, but found nothing"));
    }
    Ok(Passed::tests(count))
}

fn number_before(text: &str, unit: &str) -> Option<u32> {
    text.split_once(unit)?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{node, rust};

    #[test]
    fn rust_adds_up_the_binaries() {
        let output = "test result: ok. 3 passed; 0 failed\nnoise\n    test result: ok. 4 passed; 0 failed\n";
        assert_eq!(rust(output).map(|passed| passed.tests).ok(), Some(7));
    }

    #[test]
    fn nothing_run_is_a_failure() {
        assert!(rust("no tests to run!").is_err());
        assert!(rust("test result: ok. 0 passed; 0 failed").is_err());
        assert!(node("ℹ tests 0\nℹ pass 0\n").is_err());
    }

    #[test]
    fn node_does_not_count_an_empty_file() {
        assert_eq!(node("✔ adds (1ms)\nℹ pass 1\n").map(|passed| passed.tests).ok(), Some(1));
        assert!(node("✔ /a/empty.test.js (81ms)\n✔ adds (1ms)\nℹ pass 2\n").is_err());
    }
}
