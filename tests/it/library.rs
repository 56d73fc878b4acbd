//! The library of scenarios, every file in `tests/scenarios`, and the lessons, every file in `www/lessons`.

use std::path::PathBuf;
use zab_sim::scenario::Scenario;

/// Every scenario with its name, in the order of names.
pub(crate) fn scenarios() -> Vec<(String, Scenario)> {
    read(texts())
}

/// Every lesson of the page, in the same way.
pub(crate) fn lessons() -> Vec<(String, Scenario)> {
    read(lesson_texts())
}

fn read(texts: Vec<(String, String)>) -> Vec<(String, Scenario)> {
    let read = |(name, text): (String, String)| {
        let scenario = Scenario::read(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, scenario)
    };
    texts.into_iter().map(read).collect()
}

/// The scenarios as they are written.
pub(crate) fn texts() -> Vec<(String, String)> {
    texts_in("scenarios")
}

/// The lessons as they are written.
pub(crate) fn lesson_texts() -> Vec<(String, String)> {
    texts_in("../www/lessons")
}

fn texts_in(folder: &str) -> Vec<(String, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "no scenario in {}", folder.display());
    let text = |file: PathBuf| {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&file).unwrap())
    };
    files.into_iter().map(text).collect()
}

/// One scenario of the library.
pub(crate) fn scenario(name: &str) -> Scenario {
    let found = scenarios().into_iter().find(|(other, _)| other == name);
    found.unwrap_or_else(|| panic!("no scenario {name}")).1
}

/// The scenario with which the page opens.
pub(crate) fn opening() -> Scenario {
    let page = include_str!("../../www/index.html");
    let text = page
        .split("<script type=\"text/zab\">")
        .nth(1)
        .and_then(|rest| rest.split("</script>").next())
        .unwrap();
    Scenario::read(text.trim_start()).unwrap()
}
