//! A copy of the crates in which every mutant waits behind a switch, built once for all of them.

use super::Mutant;
use super::Witness::{self, Breaks, Disks, Plays, Trace};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names the mutant that a process is to be. Without it a process is the unchanged core.
const VARIABLE: &str = "ZABSCOPE_MUTANT";

/// What the copy of `zab` has more than `zab`. `is_mutant` is called by one path from every crate.
const SWITCH: &str = r#"
extern crate self as zab;

/// Whether this process is the mutant of this name.
pub fn is_mutant(name: &str) -> bool {
    static NAME: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    NAME.get_or_init(|| std::env::var(MUTANT).unwrap_or_default()) == name
}
"#;

/// Where the copy has the tests of disks.
const DISKS: &str = "crates/zab-sim/tests/disks.rs";

/// The copy, built.
pub(super) struct Workshop {
    traces: PathBuf,
    scenarios: PathBuf,
    scenario: PathBuf,
    conform: PathBuf,
    disks: PathBuf,
}

impl Workshop {
    pub(super) fn open(mutants: &[Mutant]) -> Workshop {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutants");
        let source = place.join("source");
        let mut files = crates(root);
        switch(&mut files, mutants);
        write(&source, &files);
        let built = build(&source, &place.join("target"));
        let [conform, disks] = ["zabscope", "disks"].map(|name| executable(&built, name));
        let scenario = place.join("played.zab");
        let tests = root.join("tests");
        Workshop {
            traces: tests.join("traces"),
            scenarios: tests.join("scenarios"),
            scenario,
            conform,
            disks,
        }
    }

    /// Whether a mutant, or with none the unchanged core, is found to be wrong; or what was said, if that is no answer.
    pub(super) fn notices(&self, mutant: Option<&Mutant>, witness: Witness) -> Result<bool, String> {
        let name = mutant.map_or("", |mutant| mutant.name);
        let output = self.command(witness).env(VARIABLE, name).output().unwrap();
        let said = String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned();
        let noticed = match (witness, output.status.code()) {
            (Trace(_), Some(0)) if said.contains("mismatches=0") => Some(false),
            (Trace(_), Some(1)) if said.contains("mismatches=") && !said.contains("mismatches=0") => {
                Some(true)
            }
            (Disks(_), Some(0)) if said.contains("test result: ok. 1 passed") => Some(false),
            (Disks(_), Some(_)) if said.contains("test result: FAILED. 0 passed; 1 failed") => Some(true),
            (Breaks(..) | Plays(_), Some(0)) => Some(false),
            (Plays(_), Some(1)) => Some(true),
            (Breaks(invariant, _), Some(1)) if said.contains(&format!("{invariant} is broken")) => Some(true),
            _ => None,
        };
        noticed.ok_or(said)
    }

    /// The line that shows a mutant to its witness.
    pub(super) fn how_to_run(&self, mutant: &Mutant) -> String {
        format!("{VARIABLE}={:?} {:?}", mutant.name, self.command(mutant.shown_by))
    }

    fn command(&self, witness: Witness) -> Command {
        match witness {
            Trace(trace) => {
                let mut command = Command::new(&self.conform);
                command.arg("conform").arg(self.traces.join(trace));
                command
            }
            Breaks(_, scenario) => {
                fs::write(&self.scenario, scenario).unwrap();
                let mut command = Command::new(&self.conform);
                command.arg("run").arg(&self.scenario);
                command
            }
            Plays(scenario) => {
                let mut command = Command::new(&self.conform);
                command.arg("run").arg(self.scenarios.join(scenario).with_extension("zab"));
                command
            }
            Disks(test) => {
                let mut command = Command::new(&self.disks);
                command.args(["--exact", test]);
                command
            }
        }
    }
}

/// The crates that the comparison and the tests of disks need, by where they lie in the workspace.
fn crates(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for krate in ["zab", "zab-sim", "zab-logs", "zabscope"] {
        read(root, &Path::new("crates").join(krate), &mut files);
    }
    for file in ["Cargo.toml", "Cargo.lock"] {
        read(root, Path::new(file), &mut files);
    }
    // The tests are a package that needs more than the comparison does; those of disks need the world and no more.
    replace(&mut files, "Cargo.toml", r#"members = ["crates/*", "tests"]"#, r#"members = ["crates/*"]"#);
    files.insert(PathBuf::from(DISKS), fs::read_to_string(root.join("tests/it/disks.rs")).unwrap());
    files
}

fn read(root: &Path, path: &Path, files: &mut BTreeMap<PathBuf, String>) {
    let here = root.join(path);
    if here.is_dir() {
        for entry in fs::read_dir(here).unwrap() {
            read(root, &path.join(entry.unwrap().file_name()), files);
        }
    } else {
        let text = fs::read_to_string(&here).unwrap_or_else(|error| panic!("{}: {error}", here.display()));
        files.insert(path.to_path_buf(), text);
    }
}

fn replace(files: &mut BTreeMap<PathBuf, String>, file: &str, right: &str, wrong: &str) {
    let text = files.get_mut(Path::new(file)).unwrap();
    assert_eq!(text.matches(right).count(), 1, "{file}: `{right}`");
    *text = text.replace(right, wrong);
}

/// Puts every mutant where the core has what it changes, behind its switch.
fn switch(files: &mut BTreeMap<PathBuf, String>, mutants: &[Mutant]) {
    let mut switches: BTreeMap<(PathBuf, usize), (usize, String)> = BTreeMap::new();
    for mutant in mutants {
        let (file, at) = find(files, mutant);
        let right = || (mutant.right.len(), mutant.right.to_owned());
        let (length, ways) = switches.entry((file, at)).or_insert_with(right);
        assert_eq!(*length, mutant.right.len(), "{}: another mutant changes a part of it", mutant.name);
        *ways = either(mutant, ways);
    }
    // From the last to the first, so that what is put in moves nothing that is still to be changed.
    let mut next: Option<(PathBuf, usize)> = None;
    for ((file, at), (length, ways)) in switches.into_iter().rev() {
        let overlaps = next.is_some_and(|next| next.0 == file && next.1 < at + length);
        assert!(!overlaps, "{}: two mutants change the same: {ways}", file.display());
        files.get_mut(&file).unwrap().replace_range(at..at + length, &ways);
        next = Some((file, at));
    }
    let switch = format!("{SWITCH}\nconst MUTANT: &str = {VARIABLE:?};\n");
    files.get_mut(Path::new("crates/zab/src/lib.rs")).unwrap().push_str(&switch);
}

/// The one place, wherever in the protocol and the world, that a mutant changes.
fn find(files: &BTreeMap<PathBuf, String>, mutant: &Mutant) -> (PathBuf, usize) {
    let changed =
        |file: &Path| ["crates/zab/src", "crates/zab-sim/src"].iter().any(|dir| file.starts_with(dir));
    let mut places = Vec::new();
    for (file, text) in files.iter().filter(|(file, _)| changed(file)) {
        places.extend(text.match_indices(mutant.right).map(|(at, _)| (file.clone(), at)));
    }
    assert_eq!(places.len(), 1, "{}: `{}` is not in one place, but in {places:?}", mutant.name, mutant.right);
    places.remove(0)
}

/// A mutant's way, and the other, of which the process takes one. Statements stay statements, an expression an expression.
fn either(Mutant { name, right, wrong, .. }: &Mutant, other: &str) -> String {
    let both = format!("if ::zab::is_mutant({name:?}) {{ {wrong} }} else {{ {other} }}");
    if right.ends_with(';') { both } else { format!("({both})") }
}

/// Leaves as it is what has not changed, so that it is not built again.
fn write(source: &Path, files: &BTreeMap<PathBuf, String>) {
    let mut old = BTreeMap::new();
    if source.is_dir() {
        read(source, Path::new(""), &mut old);
    }
    for file in old.keys().filter(|file| !files.contains_key(*file)) {
        fs::remove_file(source.join(file)).unwrap();
    }
    for (file, text) in files.iter().filter(|(file, text)| old.get(*file) != Some(*text)) {
        let file = source.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

/// Builds the command line and the tests of disks; what cargo says of it, a line of JSON each.
fn build(source: &Path, target: &Path) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--offline", "--message-format=json-render-diagnostics"])
        .args(["--package", "zabscope", "--bin", "zabscope", "--package", "zab-sim", "--test", "disks"])
        .current_dir(source)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "the mutants do not build:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Where the build has put a target's executable.
fn executable(built: &str, name: &str) -> PathBuf {
    let name = format!("\"name\":\"{name}\"");
    let mut lines = built.lines().filter(|line| line.contains(&name));
    let path = lines.find_map(|line| line.split_once("\"executable\":\"")?.1.split_once('"'));
    PathBuf::from(path.unwrap_or_else(|| panic!("cargo has built no {name}:\n{built}")).0)
}
