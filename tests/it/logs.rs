//! Logs as they come: in any layout, wrapped by whoever collects them, at INFO only, packed, or no logs at all. What can be read is
//! read, and what is missing is named.

use crate::effort;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use zab_logs::Entry;
use zabscope::conform::{self, ConformError, Given, HOW_TO_DEBUG, Report};

fn tests() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// An empty folder of this name.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("logs").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn conform(folder: &Path) -> Result<Report, ConformError> {
    conform::folders(&[folder.to_path_buf()])
}

/// What is said of a folder, without the way to it.
fn said(folder: &Path) -> String {
    let said = conform(folder).map_or_else(|error| error.to_string(), |report| report.to_string());
    said.replace(&format!("{}", folder.display()), "FOLDER").replace(HOW_TO_DEBUG, "(how to turn DEBUG on)")
}

/// Small logs, made by hand: one election of two servers, in every layout and wrapping; and folders in which something is amiss.
#[test]
fn every_log_is_read_and_what_it_lacks_is_named() {
    let mut cases: Vec<PathBuf> =
        fs::read_dir(tests().join("logs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.is_dir());
    cases.sort();
    assert!(cases.len() >= 18, "{cases:?}");
    insta::with_settings!({ snapshot_path => "../logs", prepend_module_to_snapshot => false, omit_expression => true }, {
        for case in cases {
            insta::assert_snapshot!(case.file_name().unwrap().to_str().unwrap(), said(&case));
        }
    });
}

/// A line of a real log, in its parts: the time as it stands there, and the rest.
type Relay = fn(&str, &Entry<'_>) -> String;

const QUORUM: &str = "org.apache.zookeeper.server.quorum";

/// All ways to write a line, and to wrap it, with which an ensemble of real servers is compared again.
const RELAYS: &[(&str, Relay)] = &[
    ("logback", |at, e| {
        format!("{at} [myid:] - {:<5} [{}:o.a.z.s.q.{}@1] - {}", e.level, e.thread, e.class, e.text)
    }),
    ("kafka", |at, e| format!("[{at}] {} {} ({QUORUM}.{})", e.level, e.text, e.class)),
    ("strimzi", |at, e| format!("{at} {} {} ({QUORUM}.{}) [{}]", e.level, e.text, e.class, e.thread)),
    ("hadoop", |at, e| format!("{at} {} {QUORUM}.{}: {}", e.level, e.class, e.text)),
    ("logstash", |at, e| {
        let (date, time) = at.split_once(' ').unwrap();
        let time = time.replace(',', ".");
        let (level, thread, text) = (e.level.to_string(), e.thread, e.text);
        let logger = format!("{QUORUM}.{}", e.class);
        format!(
            r#"{{"@timestamp":"{date}T{time}Z","message":{text:?},"logger_name":"{logger}","thread_name":"{thread}","level":"{level}"}}"#
        )
    }),
    ("compose in colours", |at, e| {
        format!(
            "\u{1b}[36mzoo-1  | \u{1b}[0m{at} [myid:] - \u{1b}[34m{:<5}\u{1b}[0m [{}:{}@1] - {}\r",
            e.level, e.thread, e.class, e.text
        )
    }),
    ("kubectl", |at, e| {
        format!(
            "2026-11-22T00:00:00.123456789Z {at} [myid:] - {:<5} [{}:{}@1] - {}",
            e.level, e.thread, e.class, e.text
        )
    }),
    ("json-file", |at, e| {
        let line = format!("{at} [myid:] - {:<5} [{}:{}@1] - {}\n", e.level, e.thread, e.class, e.text);
        format!(r#"{{"log":{line:?},"stream":"stdout","time":"2026-11-22T00:00:00.1Z"}}"#)
    }),
];

#[test]
fn real_servers_agree_with_ours_in_whatever_layout_they_log() {
    let original = tests().join("traces/leader_crash_zxid");
    let figures = |report: &Report| (report.notifications, report.decisions, report.heard);
    let logs_alone = folder("as-recorded");
    for server in 1..=3 {
        let name = format!("server-{server}.log");
        fs::copy(original.join(&name), logs_alone.join(&name)).unwrap();
    }
    let recorded = figures(&conform(&logs_alone).unwrap());
    for (name, relay) in RELAYS {
        let folder = folder(name);
        for server in 1..=3 {
            let log = fs::read_to_string(original.join(format!("server-{server}.log"))).unwrap();
            let lines =
                log.lines().filter_map(|line| Entry::read(line).map(|entry| relay(&line[..23], &entry)));
            fs::write(folder.join(format!("server-{server}.log")), lines.collect::<Vec<_>>().join("\n"))
                .unwrap();
        }
        let report = conform(&folder).unwrap();
        assert!(report.agrees(), "{name}: {report}");
        assert_eq!(figures(&report), recorded, "{name}");
    }
}

#[test]
fn files_that_are_no_text_are_named_for_what_they_are() {
    for (name, bytes, says) in [
        ("gz", &b"\x1f\x8b\x08\x00\x00"[..], "found a file compressed by gzip: unpack it first (gunzip)"),
        ("zip", b"PK\x03\x04", "found a zip archive"),
        ("utf-16", b"\xff\xfe2\x000\x00", "found text in UTF-16"),
        ("empty", b"", "found an empty file"),
        ("garbage", b"\x00\xff\n\x01\xfe[{", "found 2 lines, none of them in a layout that is known"),
    ] {
        let folder = folder(name);
        fs::write(folder.join("server-1.log"), bytes).unwrap();
        let message = conform(&folder).unwrap_err().to_string();
        assert!(message.contains("server-1.log: expected the log of a ZooKeeper server"), "{message}");
        assert!(message.contains(says), "{message}");

        fs::rename(folder.join("server-1.log"), folder.join("zookeeper.log.gz")).unwrap();
        let message = conform(&folder).unwrap_err().to_string();
        assert!(message.contains("expected logs named server-<id>.log"), "{message}");
        assert!(
            message.contains(&format!("zookeeper.log.gz: {}", says.trim_start_matches("found "))),
            "{message}"
        );
    }
}

/// What is missing in one server's log does not keep the others' from being compared.
#[test]
fn a_log_without_votes_or_without_a_beginning_is_left_out_and_named() {
    let original = tests().join("traces/start_together");
    let without_debug = folder("one-at-info");
    let from_the_middle = folder("one-from-the-middle");
    for server in 1..=3 {
        let name = format!("server-{server}.log");
        let log = fs::read_to_string(original.join(&name)).unwrap();
        let info: Vec<&str> = log.lines().filter(|line| !line.contains(" - DEBUG ")).collect();
        let middle: Vec<&str> = log.lines().skip_while(|line| !line.contains("Notification: ")).collect();
        fs::write(without_debug.join(&name), if server == 3 { info.join("\n") } else { log.clone() })
            .unwrap();
        fs::write(from_the_middle.join(&name), if server == 2 { middle.join("\n") } else { log.clone() })
            .unwrap();
    }
    let report = conform(&without_debug).unwrap();
    assert!(report.agrees(), "{report}");
    let notes = report.notes.join("\n");
    assert!(notes.contains("server-3.log is not replayed"), "{report}");
    assert!(notes.contains("layout at INFO: 1 election, which ended, 0 votes sent"), "{report}");
    assert!(notes.contains("server-3.log: how learners were synchronized is not compared"), "{report}");

    let report = conform(&from_the_middle).unwrap();
    assert!(report.agrees(), "{report}");
    assert!(report.notes.join("\n").contains("server-2.log is replayed from its server"), "{report}");
}

/// Names count only where some are as expected.
#[test]
fn logs_with_other_names_are_taken_for_those_whom_they_name() {
    let original = tests().join("traces/start_together");
    let folder = folder("other-names");
    for server in 1..=3 {
        fs::copy(
            original.join(format!("server-{server}.log")),
            folder.join(format!("zk-{}.out", 7 - server)),
        )
        .unwrap();
    }
    fs::write(folder.join("notes.txt"), "Friday").unwrap();
    let report = conform(&folder).unwrap();
    assert!(report.agrees(), "{report}");
    assert_eq!(report.notes.iter().filter(|note| note.contains("is taken for the log of server")).count(), 3);

    fs::rename(folder.join("zk-6.out"), folder.join("server-1.log")).unwrap();
    let report = conform(&folder).unwrap();
    assert_eq!(report.notes.iter().filter(|note| note.contains("is left out")).count(), 2, "{report}");
}

/// At INFO elections cannot be replayed, but packets can, and what was done to the ensemble.
#[test]
fn packets_are_compared_beside_logs_at_info() {
    let original = tests().join("traces/truncate");
    let whole = conform(&original).unwrap();
    let folder = folder("packets-at-info");
    for file in fs::read_dir(&original).unwrap() {
        let file = file.unwrap().path();
        let text = fs::read_to_string(&file).unwrap();
        let info: Vec<&str> = text.lines().filter(|line| !line.contains(" - DEBUG ")).collect();
        fs::write(folder.join(file.file_name().unwrap()), info.join("\n")).unwrap();
    }
    let report = conform(&folder).unwrap();
    assert!(report.agrees(), "{report}");
    assert_eq!((report.notifications, report.decisions), (0, 0));
    let figures = |report: &Report| (report.packets, report.pings, report.outcomes);
    assert_eq!(figures(&report), figures(&whole));
    let not_replayed = report.notes.iter().filter(|note| note.contains("is not replayed")).count();
    assert_eq!(not_replayed, 3, "{report}");
}

#[test]
fn a_flag_beats_the_log_and_the_log_beats_what_was_written_by_hand() {
    let trace = tests().join("traces/3.9.3_truncate");
    let settings = |given: &Given| {
        let report = conform::folders_given(std::slice::from_ref(&trace), given).unwrap();
        report.settings[0].0.clone()
    };
    let told = settings(&Given::default());
    assert_eq!(
        told,
        "release 3.9.3 (log), taken for 3.9.5, the nearest that is known; tick 500 ms (log), init-limit 10 (log), sync-limit 5 (log)"
    );
    let given = Given {
        release: Some(Given::release("3.8.1").unwrap()),
        tick: Some(Given::tick("600ms").unwrap()),
        sync_limit: Some(Given::ticks("7").unwrap()),
        ..Given::default()
    };
    assert_eq!(
        settings(&given),
        "release 3.8.1 (flag), which does as 3.8.0; tick 600 ms (flag), init-limit 10 (log), sync-limit 7 (flag)"
    );

    let older = conform(&tests().join("traces/truncate")).unwrap();
    assert_eq!(
        older.settings[0].0,
        "release 3.8.0 (actions.zab); tick 500 ms (actions.zab), init-limit 10 (assumed), sync-limit 5 (assumed)"
    );
}

/// What a log says and ours cannot be set to is passed over, and said so: a tick of 0 would never end.
#[test]
fn settings_that_cannot_be_played_are_passed_over() {
    let folder = folder("odd-settings");
    let original = tests().join("traces/start_together");
    for server in 1..=3 {
        let name = format!("server-{server}.log");
        let log = fs::read_to_string(original.join(&name)).unwrap();
        let odd = "2026-11-22 09:22:58,000 [myid:] - INFO  [main:QuorumPeer@1] - tickTime set to 0\n";
        fs::write(folder.join(&name), format!("{odd}{log}")).unwrap();
    }
    let report = conform(&folder).unwrap();
    assert!(report.agrees(), "{report}");
    assert!(report.to_string().contains("line 1: tickTime 0: expected 10 to 60000 ms"), "{report}");
    assert!(report.settings[0].0.contains("tick 2000 ms (assumed)"), "{report}");
    for (wrong, expected) in
        [("x", "expected a release"), ("", "expected a release"), ("3.9", "expected a release")]
    {
        assert!(Given::release(wrong).unwrap_err().contains(expected));
    }
    for wrong in ["", "0", "9", "-1", "2s", "60001", "18446744073709551615", "99999999999999999999"] {
        assert!(Given::tick(wrong).unwrap_err().contains("expected a tick of 10 to 60000 ms"), "{wrong}");
        if wrong != "9" {
            assert!(Given::ticks(wrong).unwrap_err().contains("expected 1 to 1000 ticks"), "{wrong}");
        }
    }
}

/// The receiver hears the server's own vote of a round that it is leaving, and answers it: so the server hears a vote of itself
/// twice. That is let pass, and not a third time, nor where no vote of an earlier round was heard.
#[test]
fn a_server_may_hear_itself_twice_if_it_has_answered_itself() {
    let log = fs::read_to_string(tests().join("logs/hears-itself-twice/server-3.log")).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    let hears = |round: &str| {
        let text = format!("n.sid:3, n.state:LOOKING, n.leader:3, n.round:{round},");
        lines.iter().position(|line| line.contains(&text)).unwrap()
    };
    // What the server hears of itself, and the two lines that come of it.
    let (own, again) = (hears("0x1"), hears("0x2"));
    let once: Vec<&str> = [&lines[..again], &lines[again + 3..]].concat();
    let thrice: Vec<&str> = [&lines[..again], &lines[again..again + 3], &lines[again..]].concat();
    let unasked: Vec<&str> = lines
        .iter()
        .copied()
        .enumerate()
        .filter(|(at, line)| *at != own && !line.contains("is smaller than logicalclock"))
        .map(|(_, line)| line)
        .collect();
    for (name, lines, agrees) in
        [("once", once, true), ("twice", lines, true), ("thrice", thrice, false), ("unasked", unasked, false)]
    {
        let folder = folder(name);
        fs::write(folder.join("server-3.log"), lines.join("\n")).unwrap();
        let report = conform(&folder).unwrap();
        assert_eq!(report.agrees(), agrees, "{name}: {report}");
    }
}

/// How a log of a real server is damaged.
#[derive(Clone, Debug)]
enum Damage {
    Drop(prop::sample::Index),
    Repeat(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Cut(prop::sample::Index),
    Number(prop::sample::Index, u64),
    Text(prop::sample::Index, String),
}

fn damage() -> impl Strategy<Value = Damage> {
    use prop::sample::Index;
    prop_oneof![
        any::<Index>().prop_map(Damage::Drop),
        any::<Index>().prop_map(Damage::Repeat),
        any::<(Index, Index)>().prop_map(|(one, other)| Damage::Swap(one, other)),
        any::<Index>().prop_map(Damage::Cut),
        (any::<Index>(), prop_oneof![0..5u64, any::<u64>()])
            .prop_map(|(line, number)| Damage::Number(line, number)),
        (any::<Index>(), ".{0,40}").prop_map(|(line, text)| Damage::Text(line, text)),
    ]
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for damage in damages {
        if lines.is_empty() {
            break;
        }
        let count = lines.len();
        match damage {
            Damage::Drop(line) => drop(lines.remove(line.index(count))),
            Damage::Repeat(line) => lines.insert(line.index(count), lines[line.index(count)].clone()),
            Damage::Swap(one, other) => lines.swap(one.index(count), other.index(count)),
            Damage::Cut(line) => lines.truncate(line.index(count)),
            Damage::Number(line, number) => {
                let line = &mut lines[line.index(count)];
                // The last number of the line: a zxid, a round, a server.
                if let Some(end) = line.rfind(|c: char| c.is_ascii_digit()) {
                    let start = line[..end]
                        .rfind(|c: char| !c.is_ascii_digit())
                        .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
                    line.replace_range(start..=end, &number.to_string());
                }
            }
            Damage::Text(line, text) => lines[line.index(count)] = text.clone(),
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(effort::cases(60))]

    /// Whatever lies in a folder, it is compared or refused.
    #[test]
    fn no_folder_panics(
        trace in prop::sample::select(&["3.9.3_truncate", "client_moves", "observer", "hierarchical_quorum"][..]),
        damages in prop::collection::vec((any::<prop::sample::Index>(), prop::collection::vec(damage(), 1..6)), 1..4),
        noise in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let folder = folder("damaged");
        let mut files: Vec<PathBuf> =
            fs::read_dir(tests().join("traces").join(trace)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for (number, file) in files.iter().enumerate() {
            let mut text = fs::read_to_string(file).unwrap();
            for (_, damages) in damages.iter().filter(|(damaged, _)| damaged.index(files.len()) == number) {
                text = damaged(&text, damages);
            }
            fs::write(folder.join(file.file_name().unwrap()), text).unwrap();
        }
        fs::write(folder.join("noise"), &noise).unwrap();
        match conform(&folder) {
            Ok(report) => assert!(!report.to_string().is_empty()),
            Err(error) => assert!(error.to_string().contains("damaged")),
        }
    }
}
