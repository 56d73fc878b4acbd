//! Ours against real servers: every vote, every decision, every packet, no difference.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use zabscope::conform::{self, Report};

fn traces() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("traces");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut traces: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    traces.sort();
    traces
}

/// All of them compared, once for those who ask.
static REPORT: LazyLock<Report> = LazyLock::new(|| conform::folders(&traces()).unwrap());

/// The counts are those of the lines in the logs, 785 times `Sending Notification` and 80 times `Sending new notification`, and
/// in `packets.jsonl`: 8787 packets, 1371 of them PINGs.
#[test]
fn every_ensemble_agrees_with_ours_in_every_vote_decision_and_packet() {
    assert_eq!(traces().len(), 27);
    let report = &*REPORT;
    assert!(report.agrees(), "{report}");
    assert_eq!(report.notifications, 785 + 80);
    assert_eq!((report.decisions, report.heard), (1984, 525));
    // 97 learners were synchronized; four of them observers, of whom the log does not tell where they stood.
    assert_eq!((report.syncs, report.inferred), (97, 4));
    assert_eq!(report.packets + report.inferred + report.pings, 8787);
    assert_eq!(report.pings, 1371);
}

/// Ours comes to several ends where several are possible, and only there: a follower that is not in the quorum with which the
/// first epoch begins is synchronized before that moment, by DIFF, or after it, by SNAP.
#[test]
fn where_timing_decides_ours_comes_to_what_is_possible_and_to_nothing_else() {
    let report = &*REPORT;
    assert_eq!(report.outcomes, 27, "{report}");
    for (folder, endings) in &report.endings {
        // The same scenarios of other releases bear these in their names.
        let name = folder.file_name().unwrap().to_str().unwrap();
        let name = name.strip_prefix("3.9.3_").or(name.strip_prefix("3.9.6_")).unwrap_or(name);
        // Those with a SNAP in place of the first DIFF of some followers are the same but for that.
        let first = |ending: &str| {
            let (servers, syncs) = ending.split_once("; 1 by ").unwrap();
            let syncs = format!("1 by {syncs}");
            let late = syncs.split("; ").filter(|sync| sync.contains(" by SNAP")).count();
            let same = syncs.replace(" by SNAP", " by DIFF");
            (servers.replace(" at 1.0,", " at 0,"), same, late)
        };
        let others: BTreeSet<(String, String)> =
            endings.iter().map(|ending| first(ending)).map(|(servers, syncs, _)| (servers, syncs)).collect();
        if name == "counter_runs_out" {
            // Whoever leads next has gone back to LOOKING before the old leader, or with it.
            let leads = |ending: &String, id: u32| ending.contains(&format!("{id} leader"));
            assert!(endings.iter().any(|ending| leads(ending, 2)), "{endings:#?}");
            assert!(endings.iter().any(|ending| leads(ending, 3)), "{endings:#?}");
            assert_eq!(others.len(), 2, "{endings:#?}");
            continue;
        }
        assert_eq!(others.len(), 1, "{name}: {endings:#?}");
        let late: Vec<usize> = endings.iter().map(|ending| first(ending).2).collect();
        match name {
            // Their servers start one after the other: whoever is late is late for certain.
            "start_in_order"
            | "hierarchical_quorum"
            | "killed_writer"
            | "silent_connections"
            | "truncate_to_gap" => {
                assert_eq!(endings.len(), 1, "{name}: {endings:#?}");
            }
            "sync" => assert!(late.iter().all(|late| *late <= 2), "{name}: {endings:#?}"),
            // One of the two followers or none; the observer of 3.8.0 is late always.
            "observer" if folder.ends_with("observer") => assert_eq!(late, [1, 2, 2], "{name}: {endings:#?}"),
            "observer" => assert!(late.iter().all(|late| *late <= 2), "{name}: {endings:#?}"),
            "old_leader_truncates" => assert_eq!(late, [1, 2, 2], "{name}: {endings:#?}"),
            _ => assert_eq!(late, [0, 1, 1], "{name}: {endings:#?}"),
        }
    }
}

#[test]
fn a_changed_line_is_shown_with_what_ours_wanted_and_why() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("changed-trace");
    std::fs::create_dir_all(&folder).unwrap();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("traces/start_together");
    for server in 1..=3 {
        let name = format!("server-{server}.log");
        let log = std::fs::read_to_string(original.join(&name)).unwrap();
        let vote = "proposed leader=3, proposed zxid=0x0, proposed election epoch=0x1";
        let changed =
            if server == 1 { log.replacen(vote, &vote.replace("leader=3", "leader=2"), 1) } else { log };
        std::fs::write(folder.join(name), changed).unwrap();
    }
    let report = conform::folders(&[folder]).unwrap();
    assert!(!report.agrees());
    assert_eq!(report.mismatches.len(), 1, "{report}");
    let mismatch = &report.mismatches[0];
    assert!(mismatch.text.contains("Adding vote"), "{report}");
    assert!(mismatch.text.contains("proposed leader=2"), "{report}");
    assert!(mismatch.wanted.contains("leader: ServerId(3)"), "{report}");
    assert!(!mismatch.why.is_empty(), "{report}");
}

/// A packet that the real server did not send so is shown with what ours would have sent.
#[test]
fn a_changed_packet_is_shown_with_what_ours_wanted() {
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("traces/truncate");
    for (number, right, wrong, wanted) in [
        (
            1,
            "\"TRUNC\", \"zxid\": \"0x100000006\"",
            "\"TRUNC\", \"zxid\": \"0x100000005\"",
            "TRUNC 0x100000006",
        ),
        (
            2,
            "\"zxid\": \"0x100000006\", \"currentEpoch\": 1",
            "\"zxid\": \"0x100000006\", \"currentEpoch\": 0",
            "current epoch 1",
        ),
        (
            3,
            "\"FOLLOWERINFO\", \"zxid\": \"0x100000000\"",
            "\"FOLLOWERINFO\", \"zxid\": \"0x0\"",
            "FOLLOWERINFO 0x100000000",
        ),
    ] {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("changed-packets-{number}"));
        std::fs::create_dir_all(&folder).unwrap();
        for server in 1..=3 {
            let name = format!("server-{server}.log");
            std::fs::copy(original.join(&name), folder.join(&name)).unwrap();
        }
        let packets = std::fs::read_to_string(original.join("packets.jsonl")).unwrap();
        assert!(packets.contains(right), "{right}");
        std::fs::write(folder.join("packets.jsonl"), packets.replacen(right, wrong, 1)).unwrap();
        let report = conform::folders(&[folder]).unwrap();
        assert!(
            report.mismatches.iter().any(|mismatch| mismatch.wanted.contains(wanted)),
            "{wanted}: {report}"
        );
    }
}

#[test]
fn what_cannot_be_compared_is_an_error_that_says_what_was_expected() {
    let empty = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-logs");
    std::fs::create_dir_all(&empty).unwrap();
    let message = conform::folders(&[empty]).unwrap_err().to_string();
    assert!(message.contains("expected logs named server-<id>.log"), "{message}");

    let quiet = Path::new(env!("CARGO_TARGET_TMPDIR")).join("quiet-logs");
    std::fs::create_dir_all(&quiet).unwrap();
    std::fs::write(
        quiet.join("server-1.log"),
        "2026-11-22 09:22:58,805 [myid:1] - INFO  [main:QuorumPeer@1455] - LOOKING\n",
    )
    .unwrap();
    let message = conform::folders(&[quiet]).unwrap_err().to_string();
    assert!(message.contains("at DEBUG"), "{message}");

    let message = conform::folders(&[PathBuf::from("nowhere")]).unwrap_err().to_string();
    assert!(message.starts_with("nowhere: "), "{message}");
}
