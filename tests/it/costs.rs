//! What things cost, if it is said: bytes on a link and on a disk, fsyncs, and the time of a processor.

use zab::ids::ServerId;
use zab_sim::play::{self, Run};
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::Scenario;

fn run(settings: &str, text: &str) -> Run {
    let head = "servers 1..3\nlatency 10ms\ndisk 1ms\n";
    let run = play::run(&Scenario::read(&format!("zabscope 1\n{head}{settings}{text}")).unwrap());
    assert_eq!(run.failed().next(), None);
    run
}

const WRITES: &str = "at 0s start all\nafter leader 3\n+1s write 3 times 5\n+9s expect zxid 1.6 on 1..3\n";

/// The time that each message took.
fn journeys(run: &Run) -> impl Iterator<Item = (u64, &Event)> {
    run.events.iter().filter_map(|event| match event.what {
        What::Delivered { message, .. } => Some((event.at.0 - run.events[message as usize - 1].at.0, event)),
        _ => None,
    })
}

#[test]
fn what_is_sent_together_goes_one_byte_after_the_other() {
    let run = run("bandwidth 4000\n", WRITES);
    // No packet is shorter than 40 bytes.
    assert!(journeys(&run).all(|(took, _)| took >= 10_000 + 10_000));
    let longest = journeys(&run).map(|(took, _)| took).max().unwrap();
    assert!(longest > 100_000, "five proposals are some 500 bytes, but {longest}");
}

#[test]
fn a_busy_server_takes_in_one_message_after_the_other() {
    let run = run("cpu 5ms\n", WRITES);
    for server in 1..=3 {
        let at = run.events.iter().filter(|event| {
            event.server == Some(ServerId(server)) && matches!(event.what, What::Delivered { .. })
        });
        let at: Vec<u64> = at.map(|event| event.at.0).collect();
        assert!(at.windows(2).all(|pair| pair[1] - pair[0] >= 5_000), "{server}: {at:?}");
    }
    // Nothing overtakes: it is a queue.
    let acks = run
        .events
        .iter()
        .filter(|event| matches!(event.what, What::Noted(zab::note::Note::AckCounted { .. })));
    assert!(acks.count() > 0);
}

#[test]
fn only_what_is_made_safe_costs_an_fsync() {
    let run = run("fsync 30ms\n", WRITES);
    let took = |wanted: &str| {
        let done = run.events.iter().filter_map(|event| match &event.what {
            What::Persisted { step } if zab::describe::word_of(step) == wanted => {
                Some(event.at.0 - run.events[event.cause.unwrap() as usize - 1].at.0)
            }
            _ => None,
        });
        done.collect::<Vec<u64>>()
    };
    assert!(took("syncLog").iter().chain(&took("writeEpoch")).all(|took| *took >= 31_000));
    assert!(took("renameEpoch").iter().all(|took| *took == 1_000), "{:?}", took("renameEpoch"));
}

#[test]
fn a_snapshot_takes_as_long_as_its_bytes() {
    let snapshot = |settings: &str| {
        let run = run(
            settings,
            "snap-count 4\nat 0s start all\nafter leader 3\n+1s write 3 times 5\n+9s expect zxid 1.6 on 1..3\n",
        );
        let done = run.events.iter().rfind(|event| {
            matches!(&event.what, What::Persisted { step } if zab::describe::word_of(step) == "snapshot")
        });
        let done = done.unwrap();
        done.at.0 - run.events[done.cause.unwrap() as usize - 1].at.0
    };
    assert!(snapshot("") <= 2_000);
    assert!(snapshot("disk-rate 1000\n") > 100_000);
}
