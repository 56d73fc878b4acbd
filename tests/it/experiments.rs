//! Experiments: what arithmetic says must come out, and a run that is written out must be the same run.

use std::fs;
use std::path::Path;
use zab::ids::Micros;
use zab::note::{Note, Phase};
use zab_sim::experiment::{ExperimentError, Failing, Failover, Load, Throughput, in_order, percentile};
use zab_sim::play;
use zab_sim::record::event::What;
use zab_sim::scenario::Scenario;
use zabscope::experiment::{self, Trials};

const QUICK: &str = "zabscope 1\nservers 1..3\nlatency 1ms..2ms\ndisk 20us..50us\n";

fn per_second(settings: &str, load: Load, voters: u32, observers: u32) -> u64 {
    let text = format!("{QUICK}{settings}");
    Throughput::new(&text, load, 64).unwrap().run(voters, observers).unwrap().per_second
}

/// Whether two numbers are about the same, within so many hundredths.
fn about(one: u64, other: u64, hundredths: u64) -> bool {
    one.abs_diff(other) * 100 <= other * hundredths
}

/// A leader takes in each write, and the ACK of each other voter: so many messages, and no more, whoever observes.
#[test]
fn a_voter_costs_every_write_a_message_and_an_observer_nothing() {
    for voters in [3, 5, 9] {
        let found = per_second("cpu 100us\n", Load::Writes, voters, 0);
        assert!(about(found, 10_000 / u64::from(voters), 6), "{voters} voters: {found} writes/s");
    }
    let found = per_second("cpu 100us\n", Load::Writes, 3, 6);
    assert!(about(found, 10_000 / 3, 6), "with 6 observers: {found} writes/s");
    let found = per_second("cpu 200us\n", Load::Writes, 3, 0);
    assert!(about(found, 5_000 / 3, 6), "at twice the cost: {found} writes/s");
}

/// A link that carries half as much lets half as many writes pass, and half as many reads.
#[test]
fn what_a_link_carries_is_the_limit_where_nothing_else_is() {
    for load in [Load::Writes, Load::Reads] {
        let [one, two, four] =
            [50, 100, 200].map(|rate| per_second(&format!("bandwidth {rate}000\n"), load, 3, 0));
        assert!(about(two, 2 * one, 3) && about(four, 2 * two, 3), "{load}: {one}, {two}, {four} a second");
    }
}

/// Every server answers reads by itself.
#[test]
fn each_server_adds_as_many_reads_whether_it_votes_or_not() {
    for (voters, observers) in [(3, 0), (5, 0), (3, 2), (3, 7)] {
        let found = per_second("cpu 100us\n", Load::Reads, voters, observers);
        assert!(
            about(found, 10_000 * u64::from(voters + observers), 3),
            "{voters} and {observers}: {found} reads/s"
        );
    }
}

/// The disks of a quorum write at the same time, so a write waits for one of them: or for two, where that is at another write.
#[test]
fn fsync_is_waited_for_once() {
    let p50 = |latency: &str, settings: &str| {
        let text = format!("zabscope 1\nservers 1..3\ndisk 20us..50us\nlatency {latency}\n{settings}");
        Throughput::new(&text, Load::Writes, 1).unwrap().run(3, 0).unwrap().p50.0
    };
    let (without, with) = (p50("1ms..2ms", ""), p50("1ms..2ms", "fsync 20ms\n"));
    assert!((20_000..40_000).contains(&(with - without)), "{without} and {with} us");
    let far = p50("20ms..21ms", "");
    // To a follower and from there to the leader, as a proposal, an ACK, a COMMIT, and back.
    assert!((6 * 20_000..6 * 21_000).contains(&far), "{far} us");
}

fn p50(text: &str, failing: Failing) -> u64 {
    let experiment = Failover::new(text, failing).unwrap();
    let spans = in_order((0..40).map(|run| experiment.run(run).unwrap().leaderless));
    percentile(&spans, 50).unwrap().0
}

/// Who is killed is missed at once; who falls silent after `syncLimit` ticks, whatever made it silent.
#[test]
fn silence_is_noticed_after_the_limit_and_death_at_once() {
    let usual = "zabscope 1\nservers 1..5\n";
    let killed = p50(usual, Failing::Killed);
    assert!((200_000..1_000_000).contains(&killed), "finalizeWait and a little: {killed} us");
    assert!(about(p50("zabscope 1\nservers 1..5\nsync-limit 10\n", Failing::Killed), killed, 20));
    for failing in [Failing::CutOff, Failing::Paused] {
        let (five, ten) = (p50(usual, failing), p50("zabscope 1\nservers 1..5\nsync-limit 10\n", failing));
        assert!(about(five - killed, 5 * 2_000_000, 12), "{failing}: {five} us");
        assert!(about(ten - killed, 10 * 2_000_000, 12), "{failing}: {ten} us with twice the limit");
    }
}

#[test]
fn a_run_that_is_written_out_plays_to_the_same() {
    for failing in [Failing::Killed, Failing::CutOff, Failing::Paused] {
        let experiment = Failover::new("zabscope 1\nservers 1..3\nseed 5\ntick 500ms\n", failing).unwrap();
        let outage = experiment.run(3).unwrap();
        let text = experiment.written(3).unwrap() + "\nafter 60s\n";
        let run = play::run(&Scenario::read(&text).unwrap());
        assert_eq!(run.failed().count(), 0, "{text}");
        let fails = run
            .events
            .iter()
            .find(|event| matches!(event.what, What::Crashed | What::Cut { .. } | What::Suspended))
            .unwrap();
        let after = |is: &dyn Fn(&What) -> bool| {
            let event = run.events.iter().find(|event| event.id > fails.id && is(&event.what))?;
            Some(Micros(event.at.0 - fails.at.0))
        };
        assert_eq!(after(&|what| matches!(what, What::RequestAnswered { .. })), outage.unserved, "{text}");
        let serves =
            after(&|what| matches!(what, What::Noted(Note::PhaseChanged { to: Phase::Broadcast }))).unwrap();
        assert!(
            serves <= outage.leaderless.unwrap(),
            "the first to serve is the leader, or a learner of its"
        );
    }
}

#[test]
fn what_is_no_experiment_is_refused() {
    let refused = |text: &str| Failover::new(text, Failing::Killed).unwrap_err();
    assert_eq!(refused("zabscope 1\nservers 1..3\nat 0s start all\n"), ExperimentError::NotOnlyASetup(3));
    assert!(
        refused("zabscope 1\nservers 1..2\n")
            .to_string()
            .starts_with("expected an ensemble in which those that are left are a quorum")
    );
    assert!(matches!(refused("zabscope 1\nservers 1..3\nfsync fast\n"), ExperimentError::Scenario(_)));
    let throughput = Throughput::new(QUICK, Load::Reads, 0).unwrap_err();
    assert_eq!(throughput.to_string(), "expected 1 to 1000 requests under way, but found 0");
    let crowd = Throughput::new(QUICK, Load::Reads, 1).unwrap().run(20, 6).unwrap_err();
    assert_eq!(crowd.to_string(), "expected 1 to 25 servers, but found 26");
    // Limits so short that nobody comes up end, too.
    let never = Failover::new(
        "zabscope 1\nservers 1..3\ntick 100ms\ninit-limit 1\nlatency 900ms..1s\n",
        Failing::Killed,
    )
    .unwrap();
    assert!(matches!(never.run(0), Err(ExperimentError::NeverServes(_))), "{:?}", never.run(0));
}

/// What the command line prints: the page's own test holds the same lines against the module that the page ships.
#[test]
fn the_command_line_and_the_page_have_the_same_numbers() {
    let file = |name: &str, text: &str| {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let settings = "zabscope 1\nservers 1..3\nseed 1\nlatency 1ms..5ms\ntick 2000ms\ninit-limit 10\nsync-limit 5\nfsync 5ms\n";
    let usual = file("usual.zab", settings);
    let quick = file("quick.zab", &format!("{QUICK}cpu 100us\nfsync 2ms\n"));
    let mut lines = Vec::new();
    for by in [Failing::Killed, Failing::CutOff, Failing::Paused] {
        experiment::failover(Some(&usual), by, 10, true, &mut lines).unwrap();
    }
    for load in [Load::Writes, Load::Reads] {
        let trials = Trials { load, voters: vec![3, 5], observers: vec![0, 2], under_way: 32 };
        experiment::throughput(Some(&quick), &trials, true, &mut lines).unwrap();
    }
    insta::with_settings!({ snapshot_path => "../goldens", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("experiments", String::from_utf8(lines).unwrap());
    });
}
