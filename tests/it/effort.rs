//! How many cases a property is tried with.

use proptest::prelude::ProptestConfig;

/// So many; or as many as `PROPTEST_CASES` says, for those who have an hour.
pub(crate) fn cases(usual: u32) -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let given = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig { cases: if given { config.cases } else { usual }, ..config }
}
