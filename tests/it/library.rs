//! The library of scenarios: every file in `tests/scenarios`.

use std::path::PathBuf;
use zab_sim::scenario::Scenario;

/// Every scenario with its name, in the order of names.
pub(crate) fn scenarios() -> Vec<(String, Scenario)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no scenario in {}", folder.display());
    files
        .into_iter()
        .map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&file).unwrap();
            let scenario =
                Scenario::read(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            (name, scenario)
        })
        .collect()
}

/// One scenario of the library.
pub(crate) fn scenario(name: &str) -> Scenario {
    let found = scenarios().into_iter().find(|(other, _)| other == name);
    found.unwrap_or_else(|| panic!("no scenario {name}")).1
}
