//! Our elections against those of real servers: every vote, every decision, no difference.

use std::path::{Path, PathBuf};
use zabscope::conform;

fn traces() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("traces");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut traces: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    traces.sort();
    traces
}

/// The counts are those of the lines in the logs: 261 times `Sending Notification` and 18 times `Sending new notification`.
#[test]
fn ten_ensembles_agree_with_ours_in_every_vote_decision_and_packet() {
    assert_eq!(traces().len(), 10);
    let report = conform::folders(&traces()).unwrap();
    assert!(report.agrees(), "{report}");
    assert_eq!(report.notifications, 261 + 18);
    assert_eq!((report.decisions, report.heard), (700, 166));
    // 35 learners were synchronized; two of them observers, of whom the log does not tell where they stood.
    assert_eq!((report.syncs, report.packets, report.inferred), (35, 306, 2));
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
