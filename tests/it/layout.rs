//! How scenarios are laid out: they mean the same, and a second time nothing changes.

use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use zab_sim::scenario::Scenario;
use zab_sim::scenario::writer;
use zabscope::format;

/// The texts of the library, with their names.
fn library() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    let mut texts: Vec<(String, String)> =
        files.map(|file| (file.display().to_string(), fs::read_to_string(&file).unwrap())).collect();
    texts.sort();
    texts
}

#[test]
fn the_library_keeps_its_lines() {
    let words = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    };
    for (name, text) in library() {
        assert_eq!(words(&writer::format(&text).unwrap()), words(&text), "{name}");
    }
}

#[test]
fn words_and_comments_stand_in_columns() {
    let text = "\
zabscope 1  # the version


   # about the ensemble
servers 1..3 # three
            # and no more
seed 4
latency   10ms..40ms   # short
at 0s start all # now
say “one  \\ \"two\"”
   # then
after quorum on 1 crash 3#at once
at";
    let laid_out = "\
zabscope 1  # the version

          # about the ensemble
servers   1..3  # three
                # and no more
seed      4
latency   10ms..40ms  # short
at 0s     start all   # now
say       \"one  \\\\ \\\"two\\\"\"
          # then
after quorum on 1 crash 3  #at once
";
    let text = text.strip_suffix("\nat").unwrap();
    assert_eq!(writer::format(text).unwrap(), laid_out);
    assert_eq!(writer::format(&text.replace('\n', "\r\n")).unwrap(), laid_out.replace('\n', "\r\n"));
    assert_eq!(writer::format(&format!("\u{feff}{text}\n\n\n")).unwrap(), laid_out);
}

/// What is done to a line before it is laid out again.
#[derive(Clone, Debug)]
struct Disorder {
    indent: String,
    gap: usize,
    behind: Option<String>,
    above: Option<String>,
    curved: bool,
    left_out: bool,
}

fn disorder() -> impl Strategy<Value = Disorder> {
    let space = prop::sample::select(vec!["", " ", "  ", "\t", "          ", "\u{3000}"]);
    let comment = prop::sample::select(vec!["# x", "#", "  # 注释", " #\u{1b} \"", "\t# long, long, long  "]);
    let above = prop::sample::select(vec!["", "   ", "# x", "  # y", "\n\n# z", "          # 注释"]);
    let parts = (space, 1..5_usize, prop::option::weighted(0.3, comment), prop::option::weighted(0.3, above));
    (parts, any::<bool>(), prop::bool::weighted(0.05)).prop_map(
        |((indent, gap, behind, above), curved, left_out)| Disorder {
            indent: indent.to_owned(),
            gap,
            behind: behind.map(str::to_owned),
            above: above.map(str::to_owned),
            curved,
            left_out,
        },
    )
}

/// A line in disorder. What stands in quotes stays.
fn disordered(line: &str, disorder: &Disorder) -> String {
    let mut text = String::new();
    if let Some(above) = &disorder.above {
        text += &format!("{above}\n");
    }
    text += &disorder.indent;
    let plain = !line.contains('\\') && !line.contains('#');
    for (number, part) in line.split('"').enumerate() {
        let quoted = number % 2 == 1;
        if number > 0 {
            text.push(match (disorder.curved && plain, quoted) {
                (true, true) => '“',
                (true, false) => '”',
                (false, _) => '"',
            });
        }
        text +=
            &if quoted || !plain { part.to_owned() } else { part.replace(' ', &" ".repeat(disorder.gap)) };
    }
    text + disorder.behind.as_deref().unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// However a scenario is written, laid out it is the same scenario with the same comments, and laid out again it is the same text.
    #[test]
    fn what_is_laid_out_means_the_same(
        which in any::<prop::sample::Index>(),
        disorders in prop::collection::vec(disorder(), 80),
        end in prop::sample::select(vec!["\n", "\r\n"]),
    ) {
        let all = library();
        let (name, text) = &all[which.index(all.len())];
        let lines = text.lines().zip(disorders.iter().cycle()).filter(|(line, disorder)| {
            // Without its first line a text is no scenario.
            !disorder.left_out || line.starts_with("zabscope")
        });
        let text: String = lines.map(|(line, disorder)| disordered(line, disorder).replace('\n', end) + end).collect();
        // Something may have been left out that is needed.
        if let Ok(scenario) = Scenario::read(&text) {
            let laid_out = writer::format(&text).unwrap();
            prop_assert!(Scenario::read(&laid_out).unwrap() == scenario, "{}:\n{}", name, laid_out);
            prop_assert_eq!(&writer::format(&laid_out).unwrap(), &laid_out, "{}", name);
            let comments = |text: &str| text.matches('#').count();
            prop_assert_eq!(comments(&laid_out), comments(&text), "{}", name);
            prop_assert_eq!(laid_out.contains('\r'), end == "\r\n");
        }
    }
}

/// A folder of its own with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let write = |(name, text): &(&str, &str)| {
        let file = folder.join(name);
        fs::write(&file, text).unwrap();
        file
    };
    files.iter().map(write).collect()
}

const UNTIDY: &str = "zabscope 1\nservers 1..3\n";
const TIDY: &str = "zabscope 1\nservers   1..3\n";

#[test]
fn files_are_laid_out_in_place_or_only_looked_at() {
    let files = folder("laid-out", &[("untidy.zab", UNTIDY), ("tidy.zab", TIDY)]);
    let read = || files.iter().map(|file| fs::read_to_string(file).unwrap()).collect::<Vec<_>>();
    let mut printed = Vec::new();
    assert_eq!(format::files(&files, true, &mut printed).unwrap(), files[..1]);
    assert_eq!(read(), [UNTIDY, TIDY]);
    assert_eq!(format::files(&files, false, &mut printed).unwrap(), files[..1]);
    assert_eq!(read(), [TIDY, TIDY]);
    assert_eq!(format::files(&files, true, &mut printed).unwrap(), files[..0]);
    assert_eq!(printed, b"");
    let left: Vec<PathBuf> =
        fs::read_dir(files[0].parent().unwrap()).unwrap().map(|f| f.unwrap().path()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn nothing_is_written_if_anything_is_wrong() {
    let wrong = "zabscope 1\nservers 1..3\nat 0s fly\n";
    // Laid out, it would be too long to be read.
    let long = format!("zabscope 1\nservers 1..3\n{}", "at 0s heal all\n".repeat(4_300));
    let long = &long[..long.len().min(64 * 1024 - 20)];
    let long = long.rsplit_once('\n').unwrap().0;
    let files = folder("wrong", &[("untidy.zab", UNTIDY), ("wrong.zab", wrong), ("long.zab", long)]);
    let errors = format::files(&files, false, &mut Vec::new()).unwrap_err();
    let errors: Vec<String> = errors.iter().map(|error| error.to_string().replace('\\', "/")).collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].ends_with("wrong/wrong.zab: line 3, column 7: fly is no command; expected start, crash, power-off, restart, suspend, resume, hold-thread, unhold-thread, slow-disk, stall-disk, fill-disk, fail-disk, mend-disk, wipe-disk, silent, cut, heal, slow, fast, hold, unhold, deliver, drop, reset, connect, move, vanish, close, request, write, say, pause, chapter or expect"), "{errors:?}");
    assert!(errors[1].ends_with("wrong/long.zab: laid out, it would mean something else"), "{errors:?}");
    assert_eq!(fs::read_to_string(&files[0]).unwrap(), UNTIDY);
}
