//! In a browser: the same scenarios come to the same trace hashes as natively, and the boundary keeps its promises.

use serde::Deserialize;
use wasm_bindgen::{JsError, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use zab_sim::play;
use zab_sim::scenario::Scenario;
use zab_wasm::{Simulation, fresh_seed, run_to_end};

#[path = "../../../tests/it/walks.rs"]
mod walks;

wasm_bindgen_test_configure!(run_in_browser);

/// A scenario of the library with its golden, whose last line is the hash that the native run came to.
macro_rules! library {
    ($($name:literal)*) => {
        &[$((
            $name,
            include_str!(concat!("../../../tests/scenarios/", $name, ".zab")),
            include_str!(concat!("../../../tests/goldens/", $name, ".snap")),
        )),*]
    };
}

const LIBRARY: &[(&str, &str, &str)] = library! {
    "a-majority-of-acks-is-enough"
    "acknowledgement-is-cut-off"
    "both-sides-of-newleader"
    "client-moves"
    "commit-behind-newleader"
    "commit-behind-newleader-3-8"
    "commit-overtaken-by-a-new-leader"
    "connections-are-reset"
    "counter-runs-out"
    "dies-between-disk-steps"
    "dropped-proposal-breaks-its-connection"
    "empty-disk-cannot-be-begun-on"
    "empty-server-joins"
    "epoch-behind-its-log"
    "expired-session-is-over"
    "failed-disk-leaves-a-hole"
    "failing-disk-deposes-the-leader"
    "failing-disk-ends-the-process"
    "five-lose-two-leaders"
    "follower-crashes-and-returns"
    "follower-is-behind"
    "fsync-costs-every-write"
    "full-disk-keeps-a-follower-out"
    "fuzzy-snapshot"
    "groups-decide"
    "handler-runs-late"
    "held-link-loses-nothing"
    "init-limit-is-too-small"
    "killed-leader-leaves-a-snapshot"
    "leader-commits-what-it-has-not-written"
    "leader-crashes-and-returns"
    "leader-gives-up-waiting"
    "leader-is-cut-off"
    "learner-is-ahead"
    "log-is-cut-too-late"
    "log-on-disk-is-sent"
    "log-with-a-gap-is-sent"
    "main-thread-runs-late"
    "newest-history-wins"
    "observer-finds-its-leader"
    "one-joins-a-living-ensemble"
    "patience-doubles"
    "pause-outlasts-the-leadership"
    "quorum-lost-and-found"
    "reads-are-local"
    "session-expires"
    "session-goes-where-its-client-goes"
    "short-pause-is-a-delay"
    "silence-in-one-direction"
    "silent-connections-block-the-listener"
    "slow-link-delays-nobody-else"
    "slow-link-outlasts-the-sync-limit"
    "snapshot-outruns-the-larger-id"
    "snapshot-takes-its-time"
    "stale-version-loses"
    "sync-thread-runs-late"
    "sync-waits"
    "tail-is-cut"
    "tail-of-another-epoch"
    "three-start-together"
    "two-slow-disks-slow-every-write"
    "vote-is-delivered-at-the-last-moment"
    "wiped-disk-breaks-the-quorum"
    "without-weight-nobody-leads"
    "write-outlives-its-leader"
    "writes-are-forwarded"
};

/// A lesson with what is told in it natively, whose last line is the hash.
macro_rules! lessons {
    ($($name:literal)*) => {
        &[$((
            $name,
            include_str!(concat!("../../../www/lessons/", $name, ".zab")),
            include_str!(concat!("../../../tests/goldens/lessons/", $name, ".snap")),
        )),*]
    };
}

const LESSONS: &[(&str, &str, &str)] = lessons! {
    "01-roles"
    "02-states"
    "03-phases"
    "04-starting-together"
    "05-follower-returns"
    "06-leader-crashes"
    "07-newest-history"
    "08-old-leader-returns"
    "09-reads"
    "10-write-at-leader"
    "11-write-forwarded"
    "12-observers"
    "13-why-three"
    "13b-why-not-four"
    "13c-five"
    "14-late-server"
    "15-acknowledged-writes-survive"
    "16-clock-epoch-zxid"
    "17-snapshot-outlives-trunc"
    "18-log-sent-again"
    "19-cut-too-late"
};

fn scenario(name: &str) -> &'static str {
    LIBRARY.iter().find(|(other, ..)| *other == name).map(|(_, text, _)| *text).unwrap()
}

#[wasm_bindgen_test]
fn scenarios_come_to_their_native_hashes() {
    for (name, text, golden) in LIBRARY.iter().chain(LESSONS) {
        let kept = golden.lines().last().and_then(|line| line.strip_prefix("trace hash ")).unwrap();
        assert_eq!(run_to_end(text).map_err(message).unwrap(), kept, "{name}");
    }
}

#[wasm_bindgen_test]
fn a_thousand_seeds_come_to_their_native_hash() {
    let kept = include_str!("../../../tests/goldens/a-thousand-seeds.snap").lines().last().unwrap();
    let scenario = Scenario::read(scenario("leader-crashes-and-returns")).unwrap();
    assert_eq!(format!("{:016x}", play::hash_of_seeds(&scenario, 1_000)), kept);
}

#[wasm_bindgen_test]
fn what_a_person_did_is_written_out_and_plays_to_the_native_hash() {
    let kept = include_str!("../../../tests/goldens/five-hundred-walks.snap").lines().last().unwrap();
    let hash = walks::hash_of_walks(&|written, now| {
        let mut play = Simulation::new(written, None).map_err(message).unwrap();
        play.seek(now.0 as f64);
        u64::from_str_radix(&play.trace_hash(), 16).unwrap()
    });
    assert_eq!(format!("{} walks {hash:016x}", walks::WALKS), kept);
}

#[wasm_bindgen_test]
fn nothing_that_was_done_is_lost() {
    let mut play = Simulation::new(scenario("three-start-together"), None).map_err(message).unwrap();
    play.seek(2e6);
    play.act("crash leader").map_err(message).unwrap();
    play.seek(4e6);
    let branches = play.branches().map_err(message).unwrap();
    let actions = js_sys::Array::from(&get(&branches[1], "actions"));
    assert_eq!((branches.len(), play.branch(), actions.get(0)), (2, 1, JsValue::from("crash 3")));
    assert_eq!(
        (get(&branches[0], "parent"), get(&branches[1], "parent")),
        (JsValue::UNDEFINED, JsValue::from(0))
    );
    let hash = play.trace_hash();
    assert!(play.undo() && now(&play) == 2e6 && play.branch() == 0);
    assert!(play.redo() && play.branch() == 1);
    assert!(!play.redo());
    assert!(play.switch(0) && play.switch(1) && !play.switch(2));
    play.seek(4e6);
    assert_eq!(play.trace_hash(), hash);
    assert!(play.written().ends_with("after 2s  crash 3\n\nafter 4s\n"), "{}", play.written());
}

#[wasm_bindgen_test]
fn a_play_rests_where_the_scenario_pauses_and_goes_to_chapters() {
    let text = "zabscope 1\nservers 1..3\nat 1s chapter \"One\"\npause\nat 2s chapter \"Two\"\n";
    let mut play = Simulation::new(text, None).map_err(message).unwrap();
    play.play(5e6, "pause").map_err(message).unwrap();
    assert_eq!(now(&play), 1e6);
    let chapters = play.chapters().map_err(message).unwrap();
    assert_eq!(get(&js_sys::Array::from(&chapters[1]).get(0), "text"), JsValue::from("Two"));
    assert!(play.go_to_chapter(1) && !play.go_to_chapter(2));
    assert_eq!(now(&play), 2e6);
}

#[wasm_bindgen_test]
fn a_play_goes_forth_and_back() {
    let mut play = Simulation::new(scenario("three-start-together"), None).map_err(message).unwrap();
    assert!(play.step("event").map_err(message).unwrap());
    let (first, hash) = (now(&play), play.trace_hash());
    assert!(play.step("event").map_err(message).unwrap());
    assert!(play.step_back("event").map_err(message).unwrap());
    assert_eq!((now(&play), play.trace_hash()), (first, hash));
    play.advance(2e6);
    assert_eq!(now(&play), 2e6);
    play.seek(-1.0);
    assert_eq!(now(&play), 0.0);
    play.seek(f64::NAN);
    assert_eq!(now(&play), 0.0);
}

#[wasm_bindgen_test]
fn records_have_the_shape_that_the_page_expects() {
    #[derive(Deserialize)]
    struct Event {
        id: u32,
        server: Option<i32>,
        what: What,
    }
    #[derive(Deserialize)]
    struct What {
        kind: String,
        life: Option<u32>,
    }
    let play = Simulation::new(scenario("three-start-together"), None).map_err(message).unwrap();
    let events = play.events(0).map_err(message).unwrap();
    let first: Event = serde_wasm_bindgen::from_value(events[0].clone()).unwrap();
    assert_eq!(
        (first.id, first.server, first.what.kind.as_str(), first.what.life),
        (1, Some(1), "started", Some(1))
    );
    let later = play.events(first.id).map_err(message).unwrap();
    assert_eq!(later.len(), events.len() - 1);

    let view = play.view().map_err(message).unwrap();
    let servers = js_sys::Array::from(&get(&view, "servers"));
    assert_eq!(servers.length(), 3);
    let process = get(&servers.get(0), "process");
    assert_eq!(get(&process, "state"), JsValue::from("LOOKING"));
    assert_eq!(get(&get(&process, "vote"), "peerEpoch"), JsValue::from(0));
}

/// What is the same is the same object, so that the page need not look at it again; what has changed is another.
#[wasm_bindgen_test]
fn a_view_has_the_objects_of_the_one_before() {
    let mut play = Simulation::new(scenario("three-start-together"), None).map_err(message).unwrap();
    let objects = |play: &Simulation, list: &str| -> Vec<(String, JsValue)> {
        let view = play.view().map_err(message).unwrap();
        let objects = js_sys::Array::from(&get(&view, list)).into_iter();
        objects.map(|object| (js_sys::JSON::stringify(&object).unwrap().into(), object)).collect()
    };
    let (mut same, mut other) = (0, 0);
    for list in ["servers", "messages"] {
        play.seek(0.0);
        let mut before = objects(&play, list);
        // Heartbeats go on for as long as one likes.
        for _ in 0..1_000 {
            assert!(play.step("event").map_err(message).unwrap());
            let now = objects(&play, list);
            for (text, object) in &now {
                match before.iter().find(|(_, old)| js_sys::Object::is(old, object)) {
                    Some((old, _)) => {
                        assert_eq!(old, text);
                        same += 1;
                    }
                    None => {
                        assert!(before.iter().all(|(old, _)| old != text), "{text} is there already");
                        other += 1;
                    }
                }
            }
            before = now;
        }
    }
    assert!(same > 100 && other > 100, "{same} the same, {other} others");
}

#[wasm_bindgen_test]
fn what_a_person_gets_wrong_is_an_error_with_a_message() {
    let refused = Simulation::new("zabscope 1\nservers one", None).map(|_| ()).map_err(message);
    assert!(refused.unwrap_err().starts_with("line 2, column 9: expected ids"));
    let refused =
        Simulation::new(scenario("three-start-together"), Some("x".into())).map(|_| ()).map_err(message);
    assert!(refused.unwrap_err().contains("expected a seed"));

    let mut play =
        Simulation::new(scenario("three-start-together"), Some("7".into())).map_err(message).unwrap();
    assert_eq!(play.seed(), "7");
    let refused = play.act("crash 9").map_err(message);
    assert_eq!(refused.unwrap_err(), "line 1, column 7: there is no server 9: this ensemble has 1, 2, 3");
    let refused = play.act("crahs 1").map_err(message);
    assert_eq!(refused.unwrap_err(), "line 1, column 1: crahs is no command; did you mean crash?");
    let refused = play.act("crash leader").map_err(message);
    assert_eq!(refused.unwrap_err(), "no server leads");
    let refused = play.step("leap").map_err(message);
    assert_eq!(
        refused.unwrap_err(),
        "expected one of event, message, decision, beat, pause, chapter, but found leap"
    );
    assert!(play.act("crash 1").is_ok());
}

/// Servers are numbers and clients are letters, wherever either may stand.
#[wasm_bindgen_test]
fn links_are_cut_and_clients_are_told_what_to_do() {
    let mut play = Simulation::new(scenario("three-start-together"), None).map_err(message).unwrap();
    play.act("cut 1 from 3").map_err(message).unwrap();
    play.act("cut a to 2").map_err(message).unwrap();
    play.act("connect a to 2 timeout 6s").map_err(message).unwrap();
    play.act("write 3").map_err(message).unwrap();
    let view = play.view().map_err(message).unwrap();
    let ends = |cut: JsValue| (get(&cut, "from"), get(&cut, "to"));
    let cuts: Vec<_> = js_sys::Array::from(&get(&view, "cuts")).iter().map(ends).collect();
    let two = |from: u32, to: u32| (JsValue::from(from), JsValue::from(to));
    assert_eq!(cuts, [two(1, 3), two(3, 1), (JsValue::from("a"), JsValue::from(2))]);
    let clients = js_sys::Array::from(&get(&view, "clients"));
    let names: Vec<_> = clients.iter().map(|client| get(&client, "id")).collect();
    assert_eq!(names, [JsValue::from("a"), JsValue::from("b")]);
    assert_eq!(get(&clients.get(0), "state"), JsValue::from("CONNECTING"));
    assert_eq!(get(&clients.get(0), "session"), JsValue::UNDEFINED);

    let refused = play.act("cut 1 to 3").map_err(message);
    assert_eq!(refused.unwrap_err(), "nothing passes from 1 to 3 as it is: heal that first");
    let refused = play.act("cut 1 and 3").map_err(message);
    assert_eq!(refused.unwrap_err(), "line 1, column 7: expected from or to, but found and");
    let refused = play.act("say \"no\"").map_err(message);
    assert!(refused.unwrap_err().ends_with("only a scenario can say or expect something"));
}

#[wasm_bindgen_test]
fn fresh_seeds_differ() {
    let seeds: Vec<String> = (0..8).map(|_| fresh_seed().map_err(message).unwrap()).collect();
    assert!(seeds.iter().any(|seed| *seed != seeds[0]), "{seeds:?}");
}

fn now(play: &Simulation) -> f64 {
    get(&play.view().map_err(message).unwrap(), "now").as_f64().unwrap()
}

fn get(object: &JsValue, key: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from(key)).unwrap()
}

fn message(error: JsError) -> String {
    js_sys::Error::from(JsValue::from(error)).message().into()
}
