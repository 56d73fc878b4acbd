//! Machines in trouble: processes that are suspended, and disks that are slow, stalled, full, failing or empty.

use zab::ids::{Micros, ServerId, Zxid};
use zab::note::{Loss, Note, StepDown};
use zab_sim::play::timeline::Timeline;
use zab_sim::play::{self, Refused, Run};
use zab_sim::record::event::{DiskState, Event, What};
use zab_sim::scenario::{Scenario, language};
use zab_sim::world::ActionError;

const HEAD: &str = "zabscope 1\nservers 1..3\nlatency 10ms\ndisk 1ms\ntick 500ms\nat 0s start all\nafter leader 3\n+1s write 3\n";

fn run(text: &str) -> Run {
    let run = play::run(&Scenario::read(&format!("{HEAD}{text}")).unwrap());
    let failed: Vec<String> = run.failed().map(|(line, event)| format!("line {line}: {event}")).collect();
    assert_eq!(failed, [""; 0]);
    run
}

/// The first event of a server that is like this.
fn first(run: &Run, server: i64, is: impl Fn(&What) -> bool) -> &Event {
    run.events.iter().find(|event| event.server == Some(ServerId(server)) && is(&event.what)).unwrap()
}

fn act(timeline: &mut Timeline, command: &str) -> Result<(), Refused> {
    let deed = language::deed(command, &timeline.scenario().setup).unwrap();
    timeline.command(&deed)
}

/// A pause that is shorter than the timeouts is a delay and nothing else: what has come is taken up, and nobody is lost.
#[test]
fn a_short_pause_costs_nothing_but_time() {
    let run = run(
        "+1s suspend 1\nwrite 3 times 3\n+1s expect no node /n0000000001 on 1\nexpect zxid 1.5 on 3\nresume 1\n\
                   expect zxid 1.5 on 1 within 50ms\n+3s expect follower 1 2 of 3\n",
    );
    let lost = |event: &&Event| {
        matches!(
            event.what,
            What::Noted(Note::LeaderLost { .. } | Note::LearnerLost { .. } | Note::SteppedDown { .. })
        )
    };
    assert_eq!(run.events.iter().find(lost), None);
}

/// While it is suspended a server does nothing at all; it is its machine that accepts connections.
#[test]
fn nothing_runs_in_a_suspended_process() {
    let run = run(
        "+1s suspend 3\nconnect b to 3\n+6s expect follower 1 of 2\nresume 3\n+5s expect follower 1 3 of 2\n",
    );
    let suspended = first(&run, 3, |what| *what == What::Suspended);
    let resumed = first(&run, 3, |what| *what == What::Resumed);
    let between = run.events.iter().filter(|event| event.server == Some(ServerId(3)));
    let between: Vec<_> =
        between.filter(|event| (suspended.id + 1..resumed.id).contains(&event.id)).collect();
    assert!(between.is_empty(), "{between:?}");
    let client = run
        .events
        .iter()
        .find(|event| event.client == Some('b') && matches!(event.what, What::Connected { .. }));
    assert!(client.unwrap().at < resumed.at);
    // It finds out that nobody follows it any more, and follows.
    let down = first(&run, 3, |what| matches!(what, What::Noted(Note::SteppedDown { .. })));
    assert!(down.at >= resumed.at);
}

#[test]
fn a_suspended_process_can_be_killed_and_what_came_for_it_is_lost() {
    let run = run(
        "+1s suspend 1\nwrite 3\n+500ms crash 1\n+1s restart 1\n+3s expect follower 1 2 of 3\nexpect zxid 1.3 on 1..3\n",
    );
    let killed = first(&run, 1, |what| *what == What::Crashed);
    assert!(run.events.iter().any(|event| event.at == killed.at && matches!(event.what, What::Lost { .. })));
}

/// The thread that logs dies, the process does not: a follower notices with the next packet (`Follower.followLeader`).
#[test]
fn a_follower_whose_disk_fails_leaves_its_leader() {
    for fault in ["fail-disk 1", "fill-disk 1"] {
        let run = run(&format!(
            "+1s {fault}\nwrite 3\n+1s expect zxid 1.3 on 2 3\n+8s expect leader 3\nmend-disk 1\n+5s expect follower 1 of 3\n\
             expect zxid 1.3 on 1..3\n"
        ));
        let ended = first(&run, 1, |what| *what == What::Noted(Note::SyncThreadEnded));
        let lost = first(&run, 1, |what| {
            *what == What::Noted(Note::LeaderLost { leader: ServerId(3), reason: Loss::SyncThreadEnded })
        });
        assert_eq!(lost.cause, Some(ended.id), "{fault}");
        assert!(!run.events.iter().any(|event| matches!(event.what, What::Exited { .. })), "{fault}");
    }
}

#[test]
fn a_leader_whose_disk_fails_steps_down_at_its_half_tick() {
    let run = run("+1s fail-disk 3\nwrite 3\n+3s expect leader 2\nexpect node /n0000000001 on 1 2\n");
    let ended = first(&run, 3, |what| *what == What::Noted(Note::SyncThreadEnded));
    let down = first(&run, 3, |what| {
        matches!(what, What::Noted(Note::SteppedDown { reason: StepDown::SyncThreadEnded, .. }))
    });
    assert!(down.at.0 - ended.at.0 <= 250_000, "{ended}\n{down}");
}

/// An epoch file that cannot be written: the learner does not answer, and its leader does without it.
#[test]
fn a_learner_that_cannot_write_its_epoch_leaves() {
    let run = run(
        "+1s crash 1\nfill-disk 1\n+1s restart 1\n+6s expect leader 3\nmend-disk 1\n+5s expect follower 1 2 of 3\n",
    );
    let lost = first(&run, 1, |what| {
        *what == What::Noted(Note::LeaderLost { leader: ServerId(3), reason: Loss::DiskError })
    });
    assert!(
        matches!(run.events[lost.cause.unwrap() as usize - 1].what, What::PersistFailed { .. }),
        "{lost}"
    );
}

/// Without its own epoch on disk a leader does not lead; another may.
#[test]
fn a_leader_that_cannot_write_its_epoch_steps_down() {
    let text = "zabscope 1\nservers 1..3\ntick 500ms\nhistory 1..3 epoch 1 log 1.1\nat 0s fail-disk 3\nstart all\n+10s expect looking 3\n";
    let run = play::run(&Scenario::read(text).unwrap());
    assert!(
        run.events
            .iter()
            .any(|event| event.server == Some(ServerId(3)) && event.what == What::Exited { code: 10 })
    );
    let text = "zabscope 1\nservers 1..3\ntick 500ms\nhistory 1..3 epoch 1 log 1.1\nat 0s start all\n\
                after epochProposed on 3\nfail-disk 3\nafter steppedDown on 3\n";
    let run = play::run(&Scenario::read(text).unwrap());
    let down = run.events.iter().find_map(|event| match &event.what {
        What::Noted(Note::SteppedDown { reason, .. }) => Some(*reason),
        _ => None,
    });
    assert_eq!(down, Some(StepDown::DiskError));
}

#[test]
fn a_stalled_disk_finishes_nothing_until_it_is_mended() {
    let run = run(
        "+1s stall-disk 1\nwrite 3 times 2\n+1s expect zxid 1.4 on 2 3\nmend-disk 1\n+500ms expect zxid 1.4 on 1\n\
                   expect follower 1 2 of 3\n",
    );
    let stalled = first(&run, 1, |what| matches!(what, What::DiskChanged { to: DiskState::Stalled, .. }));
    let mended = first(&run, 1, |what| matches!(what, What::DiskChanged { to: DiskState::Sound, .. }));
    let written =
        |event: &&Event| event.server == Some(ServerId(1)) && matches!(event.what, What::Persisted { .. });
    assert!(!run.events[stalled.id as usize..mended.id as usize].iter().any(|event| written(&event)));
    assert!(run.events[mended.id as usize..].iter().any(|event| written(&event)));
}

#[test]
fn a_slow_disk_is_late_by_so_much() {
    let run =
        run("+1s slow-disk 1 by 300ms\nwrite 3\n+2s expect zxid 1.3 on 1..3\nexpect follower 1 2 of 3\n");
    let slow = first(&run, 1, |what| matches!(what, What::DiskChanged { .. }));
    let later = &run.events[slow.id as usize..];
    let done: Vec<_> = later
        .iter()
        .filter(|event| event.server == Some(ServerId(1)) && matches!(event.what, What::Persisted { .. }))
        .map(|event| event.at.0 - run.events[event.cause.unwrap() as usize - 1].at.0)
        .collect();
    assert!(!done.is_empty() && done.iter().all(|took| *took == 301_000), "{done:?}");
}

#[test]
fn an_empty_disk_has_promised_nothing() {
    let run = run(
        "+1s write 3\n+1s crash 1\nwipe-disk 1\nrestart 1\n+3s expect follower 1 2 of 3\nexpect zxid 1.3 on 1..3\n\
                   expect epoch 1 on 1\n",
    );
    assert!(run.events.iter().any(|event| event.what == What::DiskWiped));
}

#[test]
fn what_cannot_be_done_to_a_machine_is_refused() {
    let mut timeline = Timeline::new(Scenario::read(&format!("{HEAD}+1s crash 2\n")).unwrap(), None);
    timeline.advance(Micros::from_millis(5_000));
    let [one, two] = [ServerId(1), ServerId(2)];
    for (command, refused) in [
        ("suspend 2", ActionError::NotRunning(two)),
        ("resume 1", ActionError::NotSuspended(one)),
        ("wipe-disk 1", ActionError::Running(one)),
        ("mend-disk 1", ActionError::DiskIsSo(one, DiskState::Sound)),
    ] {
        assert_eq!(act(&mut timeline, command), Err(refused.into()), "{command}");
    }
    act(&mut timeline, "suspend 1").unwrap();
    assert_eq!(act(&mut timeline, "suspend 1"), Err(ActionError::Suspended(one).into()));
    act(&mut timeline, "fill-disk 1").unwrap();
    let view = timeline.view();
    assert_eq!((view.servers[0].suspended, view.servers[0].disk), (true, DiskState::Full));
    // A server that never ran cannot write what it lacks.
    let mut timeline = Timeline::new(
        Scenario::read("zabscope 1\nservers 1..3\nat 0s fill-disk 1\nstart 1\n").unwrap(),
        None,
    );
    timeline.advance(Micros(0));
    assert!(timeline.events().iter().any(|event| matches!(event.what, What::StartRefused { .. })));
    assert_eq!(timeline.view().servers[0].last_zxid, Zxid(0));
}

/// A thread that is held does nothing, and all that comes for it is done once it is let go.
#[test]
fn a_thread_that_is_held_does_its_work_later() {
    let run = run(
        "+1s hold-thread sync on 1\nhold-thread commit on 2\nwrite 3 times 2\n+500ms expect zxid 1.4 on 1 3\nexpect zxid 1.2 on 2\n\
                   unhold-thread sync on 1\nunhold-thread commit on 2\n+500ms expect zxid 1.4 on 1..3\nexpect follower 1 2 of 3\n",
    );
    let held = first(&run, 1, |what| matches!(what, What::ThreadHeld { .. }));
    let unheld = first(&run, 1, |what| matches!(what, What::ThreadUnheld { .. }));
    let acks = |event: &&Event| {
        event.server == Some(ServerId(1))
            && matches!(&event.what, What::Sent { content: zab::message::Message::Ack { .. }, .. })
    };
    let between = &run.events[held.id as usize..unheld.id as usize];
    assert_eq!(between.iter().find(acks), None);
    assert!(run.events[unheld.id as usize..].iter().any(|event| acks(&event)));
}

/// Whatever thread is held, time goes on, and the others' deadlines with it.
#[test]
fn a_deadline_that_nobody_heeds_stops_no_clock() {
    for thread in ["links", "sender", "receiver", "sync", "clients", "prep", "commit", "main", "handler 1"] {
        let run = run(&format!(
            "+1s hold-thread {thread} on 3\n+10s write 1\nunhold-thread {thread} on 3\n+15s expect leader\n"
        ));
        assert!(run.events.len() < 20_000, "{thread}: {}", run.events.len());
    }
}
