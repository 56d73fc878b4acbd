//! How a leader brings a learner to its history: every row of reference §4.1, and each of its boundaries.

use zab::config::LogLimit;
use zab::ids::Zxid;
use zab::note::{Mode, Row};
use zab::phases::synchronization::{Offer, Stock, offer};
use zab::storage::durable::{LOG_FILE_BYTES, LogFile};

use LogLimit::{Bytes, Disabled, Unlimited};
use Mode::{Diff, Snap, Trunc};

/// `1.4` as a number, and `1.0` as the beginning of an epoch.
fn z(text: &str) -> Zxid {
    match text.split_once('.') {
        Some((epoch, counter)) => Zxid::new(epoch.parse().unwrap(), counter.parse().unwrap()),
        None => Zxid(text.parse().unwrap()),
    }
}

fn zs(text: &str) -> Vec<Zxid> {
    text.split_whitespace().map(z).collect()
}

/// A log and its files but for the first: `1.1 1.2 | 1.3` is two files.
fn files(text: &str) -> (Vec<Zxid>, Vec<LogFile>) {
    let (mut log, mut later_files) = (Vec::new(), Vec::new());
    for file in text.split('|') {
        if !log.is_empty() {
            later_files.push(LogFile { start: log.len() as u32, bytes: LOG_FILE_BYTES });
        }
        log.extend(zs(file));
    }
    (log, later_files)
}

/// What a leader has: the window, the last zxid processed, the log on disk in its files, and how much of it may be sent.
struct Leader {
    window: &'static str,
    last: &'static str,
    log: &'static str,
    limit: LogLimit,
}

/// Three transactions of epoch 1; its own epoch, 2, has begun.
const ACTIVE: Leader = Leader { window: "1.1 1.2 1.3", last: "2.0", log: "1.1 1.2 1.3", limit: Disabled };
/// The same before its epoch has begun.
const STARTING: Leader = Leader { last: "1.3", ..ACTIVE };
/// Two epochs in the window, with its own under way.
const MIXED: Leader =
    Leader { window: "1.1 1.2 2.1 2.2", last: "2.2", log: "1.1 1.2 2.1 2.2", limit: Disabled };
/// Nothing but an epoch that has begun.
const EMPTY: Leader = Leader { window: "", last: "1.0", log: "", limit: Disabled };
/// A window that begins late, and a log that reaches further back.
const SHORT: Leader = Leader { window: "1.4 1.5", last: "1.5", log: "1.1 1.2 1.3 1.4 1.5", limit: Unlimited };

/// The learner's last zxid; the first packet with its zxid, the transactions after it, the position, and the row.
type Case = (&'static str, Mode, &'static str, &'static str, &'static str, Row);

#[test]
fn the_first_row_that_fits_decides() {
    let cases: &[(&str, &Leader, &[Case])] = &[
        (
            "active",
            &ACTIVE,
            &[
                ("2.0", Diff, "2.0", "", "2.0", Row::InSync),
                ("1.4", Trunc, "1.3", "", "1.3", Row::Ahead),
                ("2.1", Trunc, "1.3", "", "1.3", Row::Ahead),
                ("1.3", Diff, "1.3", "", "1.3", Row::WithinWindow),
                ("1.2", Diff, "1.3", "1.3", "1.3", Row::WithinWindow),
                ("1.1", Diff, "1.3", "1.2 1.3", "1.3", Row::WithinWindow),
                // Below the window, and the log on disk is not to be sent.
                ("1.0", Snap, "2.0", "", "2.0", Row::Unhandled),
                ("0", Snap, "2.0", "", "2.0", Row::Unhandled),
                ("-1", Snap, "2.0", "", "2.0", Row::Unhandled),
                // Beyond the window, but the name of an epoch's beginning, which is no transaction to cut.
                ("3.0", Snap, "2.0", "", "2.0", Row::Unhandled),
            ],
        ),
        (
            "starting",
            &STARTING,
            &[
                ("1.3", Diff, "1.3", "", "1.3", Row::InSync),
                ("1.4", Trunc, "1.3", "", "1.3", Row::Ahead),
                ("1.2", Diff, "1.3", "1.3", "1.3", Row::WithinWindow),
                ("2.0", Snap, "1.3", "", "1.3", Row::Unhandled),
            ],
        ),
        (
            "mixed",
            &MIXED,
            &[
                ("2.2", Diff, "2.2", "", "2.2", Row::InSync),
                ("2.3", Trunc, "2.2", "", "2.2", Row::Ahead),
                ("1.2", Diff, "2.2", "2.1 2.2", "2.2", Row::WithinWindow),
                // A tail of epoch 1 that the leader does not have: what follows is of epoch 2, so it is not cut.
                ("1.3", Snap, "2.2", "", "1.3", Row::WithinWindowOfAnotherEpoch),
                ("1.9", Snap, "2.2", "", "1.9", Row::WithinWindowOfAnotherEpoch),
                // It has seen epoch 2 begin, and nothing of it.
                ("2.0", Diff, "2.2", "2.1 2.2", "2.2", Row::WithinWindow),
                ("3.0", Snap, "2.2", "", "2.2", Row::Unhandled),
            ],
        ),
        (
            "empty",
            &EMPTY,
            &[
                ("1.0", Diff, "1.0", "", "1.0", Row::InSync),
                ("1.1", Trunc, "1.0", "", "1.0", Row::Ahead),
                ("0", Snap, "1.0", "", "1.0", Row::Unhandled),
                ("2.0", Snap, "1.0", "", "1.0", Row::Unhandled),
            ],
        ),
        (
            "short window, log allowed",
            &SHORT,
            &[
                ("1.3", Diff, "1.5", "1.4 1.5", "1.5", Row::FromLog),
                ("1.1", Diff, "1.5", "1.2 1.3 1.4 1.5", "1.5", Row::FromLog),
                ("1.4", Diff, "1.5", "1.5", "1.5", Row::WithinWindow),
                // The log begins after what the learner has.
                ("1.0", Snap, "1.5", "", "1.5", Row::LogTooShortOrTooLong),
                ("0", Snap, "1.5", "", "1.5", Row::LogTooShortOrTooLong),
            ],
        ),
        (
            "short window, no file allowed but the one with which it begins",
            &Leader { limit: Bytes(200), log: "1.1 1.2 | 1.3 1.4 1.5", ..SHORT },
            &[
                // Of a learner at the first transaction of a file, the file before is read as well.
                ("1.3", Snap, "1.5", "", "1.5", Row::LogTooShortOrTooLong),
                ("1.2", Snap, "1.5", "", "1.5", Row::LogTooShortOrTooLong),
                ("1.0", Snap, "1.5", "", "1.5", Row::LogTooShortOrTooLong),
            ],
        ),
        (
            "short window, the learner in the last file",
            &Leader { limit: Bytes(200), log: "1.1 | 1.2 1.3 1.4 1.5", ..SHORT },
            &[
                ("1.3", Diff, "1.5", "1.4 1.5", "1.5", Row::FromLog),
                ("1.2", Snap, "1.5", "", "1.5", Row::LogTooShortOrTooLong),
                ("1.1", Snap, "1.5", "", "1.5", Row::LogTooShortOrTooLong),
            ],
        ),
        (
            "short window, one more file allowed",
            &Leader { limit: Bytes(LOG_FILE_BYTES), log: "1.1 | 1.2 | 1.3 1.4 1.5", ..SHORT },
            &[
                ("1.3", Diff, "1.5", "1.4 1.5", "1.5", Row::FromLog),
                ("1.2", Snap, "1.5", "", "1.5", Row::LogTooShortOrTooLong),
            ],
        ),
        (
            "short window, the learner at the first transaction of the only file",
            &Leader { limit: Bytes(200), log: "1.3 1.4 1.5", ..SHORT },
            &[("1.3", Diff, "1.5", "1.4 1.5", "1.5", Row::FromLog)],
        ),
        (
            "short window, log not allowed",
            &Leader { limit: Disabled, ..SHORT },
            &[
                ("1.3", Snap, "1.5", "", "1.5", Row::Unhandled),
                ("1.4", Diff, "1.5", "1.5", "1.5", Row::WithinWindow),
            ],
        ),
        (
            "log ends before the window begins",
            &Leader { log: "1.1 1.2", ..SHORT },
            &[("1.1", Snap, "1.5", "", "1.5", Row::GapAfterLog)],
        ),
        (
            "log with a hole where the learner is",
            &Leader { log: "1.1 1.3 1.4 1.5", ..SHORT },
            &[
                // Its 1.2 is not in the log: it is cut back to what precedes it.
                ("1.2", Trunc, "1.1", "1.3 1.4 1.5", "1.5", Row::FromLog),
            ],
        ),
        (
            "log of an older epoch",
            &Leader { log: "1.1 1.2 2.1 2.2", window: "2.2 2.3", last: "2.3", limit: Unlimited },
            &[
                ("1.2", Diff, "2.3", "2.1 2.2 2.3", "2.3", Row::FromLog),
                ("1.3", Snap, "2.3", "", "2.3", Row::GapAfterLog),
                ("2.0", Diff, "2.3", "2.1 2.2 2.3", "2.3", Row::FromLog),
            ],
        ),
        (
            "window with a hole where the learner is",
            &Leader { window: "1.1 1.2 1.4", last: "1.4", ..ACTIVE },
            &[
                // ZOOKEEPER-1154: it is within the window and not in it, so it is cut before it is sent what follows.
                ("1.3", Trunc, "1.2", "1.4", "1.4", Row::WithinWindow),
            ],
        ),
    ];
    let mut count = 0;
    for (name, leader, cases) in cases {
        let (window, (log, later_files)) = (zs(leader.window), files(leader.log));
        let (last_processed, log_limit) = (z(leader.last), leader.limit);
        let stock = Stock {
            committed: &window,
            last_processed,
            log: &log,
            later_files: &later_files,
            log_limit,
            force_snapshot: false,
        };
        for (peer, mode, zxid, transactions, position, row) in *cases {
            let expected = Offer {
                mode: *mode,
                zxid: z(zxid),
                transactions: zs(transactions),
                position: z(position),
                row: *row,
            };
            assert_eq!(offer(z(peer), &stock), expected, "{name}: a learner at {peer}");
            count += 1;
        }
        let forced = offer(z("1.2"), &Stock { force_snapshot: true, ..stock });
        assert_eq!((forced.mode, forced.row, forced.position), (Snap, Row::Forced, last_processed), "{name}");
    }
    assert!(count >= 30, "{count} cases");
}

/// Whatever a learner has that it may have, it ends where the leader is: what it keeps, and what it is sent, make the leader's
/// window. (A learner whose last zxid is in another epoch than what follows it is sent the tree.)
#[test]
fn what_is_kept_and_what_is_sent_make_the_leaders_history() {
    let window = zs("1.1 1.2 1.3 2.1 2.2 3.1");
    let stock = Stock {
        committed: &window,
        last_processed: z("3.1"),
        log: &window,
        later_files: &[],
        log_limit: Unlimited,
        force_snapshot: false,
    };
    // Learners with a prefix of the leader's history, and then a tail of the same epoch that nobody else has.
    for kept in 1..=window.len() {
        for tail in 0..3 {
            let mut theirs = window[..kept].to_vec();
            let last = window[kept - 1];
            if window.get(kept).is_some_and(|next| next.epoch() == last.epoch()) && tail > 0 {
                continue;
            }
            theirs.extend((1..=tail).map(|n| Zxid(last.0 + n)));
            let offer = offer(*theirs.last().unwrap(), &stock);
            let after = match offer.mode {
                Snap => window.clone(),
                Diff => theirs.into_iter().chain(offer.transactions).collect(),
                Trunc => {
                    theirs.into_iter().filter(|zxid| *zxid <= offer.zxid).chain(offer.transactions).collect()
                }
            };
            assert_eq!(after, window, "{kept} kept, {tail} too many");
        }
    }
}
