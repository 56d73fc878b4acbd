//! The rooms of the house: in which direction they import, as the lists of modules have it (`ARCHITECTURE.md`, "Where things are").

use std::fs;
use std::path::{Path, PathBuf};

/// The modules that a file declares, in their order.
fn modules(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let names =
        text.lines().filter_map(|line| line.strip_suffix(';')?.split_once("mod ").map(|(_, name)| name));
    names.map(str::to_owned).collect()
}

/// A module's files.
fn files(folder: &Path, module: &str) -> Vec<PathBuf> {
    let (mut found, mut folders) = (vec![folder.join(format!("{module}.rs"))], vec![folder.join(module)]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found
}

/// The imports of modules of a list by others that stand above them there, each as `file imports module`.
fn against_the_order(list: &Path, prefix: &str) -> Vec<String> {
    let order = modules(list);
    assert!(!order.is_empty(), "{} lists no modules", list.display());
    let folder =
        if list.ends_with("lib.rs") { list.parent().unwrap().to_owned() } else { list.with_extension("") };
    let mut found = Vec::new();
    for (place, module) in order.iter().enumerate() {
        for file in files(&folder, module) {
            let text = fs::read_to_string(&file).unwrap();
            for later in &order[place + 1..] {
                let import = format!("use {prefix}{later}");
                let imports = text.match_indices(&import).any(|(at, _)| {
                    !text[at + import.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
                });
                if imports {
                    let file = file.strip_prefix(&folder).unwrap();
                    found.push(format!("{} imports {later}", file.display()));
                }
            }
        }
    }
    found
}

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(path)
}

#[test]
fn the_rooms_of_the_world_import_those_above_them() {
    assert_eq!(against_the_order(&source("zab-sim/src/lib.rs"), "crate::"), [""; 0]);
    assert_eq!(against_the_order(&source("zab-sim/src/record.rs"), "crate::record::"), [""; 0]);
    assert_eq!(against_the_order(&source("zab-sim/src/scenario.rs"), "crate::scenario::"), [""; 0]);
}

/// The vocabulary of the protocol knows no server. (The files below `server` hold a part each of its methods, and name each other. So does
/// the sync thread, which stands beside the disk that it writes to.)
#[test]
fn the_vocabulary_of_the_protocol_knows_no_server() {
    let list = source("zab/src/lib.rs");
    let order = modules(&list);
    let server = order.iter().position(|module| module == "server").unwrap();
    let vocabulary = |import: &String| {
        let file = import.split(['.', '/']).next().unwrap();
        order[..server].iter().any(|module| module == file) && !import.starts_with("storage/writer.rs")
    };
    let found: Vec<String> = against_the_order(&list, "crate::").into_iter().filter(vocabulary).collect();
    assert_eq!(found, [""; 0]);
}
