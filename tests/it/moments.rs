//! Lines that wait: each moment is the event that it names, lines take their turns in a known order, and what never comes is said.

use zab::ids::{Micros, ServerId};
use zab::message::Message;
use zab::note::{Note, Phase};
use zab::vote::ServerState;
use zab_sim::party::Party;
use zab_sim::play::{self, Run};
use zab_sim::record::event::{Event, What};
use zab_sim::scenario::Scenario;
use zab_sim::scenario::moments::MOMENTS;

const HEAD: &str = "zabscope 1\nservers 1..3\nat 0s start all\n";

fn run(tail: &str) -> Run {
    play::run(&Scenario::read(&format!("{HEAD}{tail}")).unwrap_or_else(|error| panic!("{error}\n{tail}")))
}

/// The captions, and what else the script leaves behind, each with its time.
fn told(run: &Run) -> Vec<(Micros, String)> {
    let told = |event: &Event| {
        let text = match &event.what {
            What::Said { text, .. } => text[0].text.clone(),
            What::Withheld { text } => format!("withheld: {}", text[0].text),
            What::TakenBack => String::from("taken back"),
            What::Expected { text, met } => format!("{} {text}", if *met { "met" } else { "not met" }),
            What::NotDone { command, reason } => format!("not done: {command}: {reason}"),
            What::NeverCame { moment } => format!("never came: {moment}"),
            _ => return None,
        };
        Some((event.at, text))
    };
    run.events.iter().filter_map(told).collect()
}

fn texts(run: &Run) -> Vec<String> {
    told(run).into_iter().map(|(_, text)| text).collect()
}

/// When a line that waits for this has its turn, and when the first event of which this is true happened.
fn fired(moment: &str, is: impl Fn(&Event) -> bool) -> (Micros, Micros) {
    let run = run(&format!("connect a to 1\nafter {moment} say \"now\"\n"));
    let at = told(&run).iter().find(|(_, text)| text == "now").unwrap_or_else(|| panic!("{moment}")).0;
    (at, run.events.iter().find(|event| is(event)).unwrap_or_else(|| panic!("{moment}")).at)
}

#[test]
fn a_line_has_its_turn_at_the_first_event_that_it_waits_for() {
    let on = |event: &Event, server: i64| event.server == Some(ServerId(server));
    let noted =
        |event: &Event, is: &dyn Fn(&Note) -> bool| matches!(&event.what, What::Noted(note) if is(note));
    type Is<'a> = &'a dyn Fn(&Event) -> bool;
    let moments: [(&str, Is<'_>); 14] = [
        ("leader", &|event| noted(event, &|note| matches!(note, Note::EpochBegun { .. }))),
        ("leader 3", &|event| on(event, 3) && noted(event, &|note| matches!(note, Note::EpochBegun { .. }))),
        ("quorum", &|event| noted(event, &|note| matches!(note, Note::QuorumAgrees { .. }))),
        ("quorum on 3", &|event| {
            on(event, 3) && noted(event, &|note| matches!(note, Note::QuorumAgrees { .. }))
        }),
        ("committed", &|event| noted(event, &|note| matches!(note, Note::Committed { .. }))),
        ("committed 1.1 on 2", &|event| {
            on(event, 2) && noted(event, &|note| matches!(note, Note::Applied { .. }))
        }),
        ("committed on 1 2", &|event| {
            (on(event, 1) || on(event, 2)) && noted(event, &|note| matches!(note, Note::Applied { .. }))
        }),
        ("ack 1.1 from 1", &|event| match &event.what {
            What::Delivered { from: Party::Server(from), content: Message::Ack { zxid }, .. } => {
                from.0 == 1 && zxid.to_string() == "1.1"
            }
            _ => false,
        }),
        ("ack 1.1 from 3", &|event| {
            noted(event, &|note| matches!(note, Note::AckCounted { by, .. } if by.0 == 3))
        }),
        ("state LEADING", &|event| {
            noted(event, &|note| *note == Note::StateChanged { to: ServerState::Leading })
        }),
        ("phase BROADCAST on 2", &|event| {
            on(event, 2) && noted(event, &|note| *note == Note::PhaseChanged { to: Phase::Broadcast })
        }),
        ("voteChanged on 2 1", &|event| {
            (on(event, 1) || on(event, 2)) && noted(event, &|note| matches!(note, Note::VoteChanged { .. }))
        }),
        ("delivered newLeader on 1", &|event| {
            on(event, 1) && matches!(&event.what, What::Delivered { content: Message::NewLeader { .. }, .. })
        }),
        ("sessionConnected on a", &|event| matches!(event.what, What::SessionConnected { .. })),
    ];
    for (moment, is) in moments {
        let (fired, happened) = fired(moment, is);
        assert_eq!(fired, happened, "{moment}");
    }
    for form in MOMENTS {
        assert!(
            moments.iter().any(|(moment, _)| moment.starts_with(form.name)),
            "{} is not tried",
            form.name
        );
        let text = format!("{HEAD}after {}\n", form.manual.example);
        assert!(Scenario::read(&text).is_ok(), "{text}");
        assert!(
            form.manual.form.starts_with(form.name) && form.manual.meaning.ends_with('.'),
            "{}",
            form.name
        );
    }
}

/// It fires once, at the first such event since the moment before, be it one that the moment's own lines have caused.
#[test]
fn a_wait_begins_with_the_moment_before() {
    let run = run(
        "after leader\ncrash leader\nafter crashed say \"down\"\nafter leader say \"again\"\n+1s say \"{leader}\"",
    );
    let told = told(&run);
    assert_eq!(texts(&run), ["down", "again", "2"]);
    let crash = run.events.iter().find(|event| event.what == What::Crashed).unwrap();
    assert_eq!(told[0].0, crash.at);
    assert_eq!(told[2].0, told[1].0 + Micros::from_millis(1_000));
}

#[test]
fn what_never_comes_is_said_with_its_line_and_fails_the_run() {
    let run =
        run("after leader\ncrash all\nafter leader say \"no\"\nsay \"nor this\"\n+1s say \"nor that\"\n");
    let told = told(&run);
    assert_eq!(texts(&run), ["never came: after leader"]);
    assert_eq!(told[0].0.0 % 3_600_000_000, told[0].0.0 - 3_600_000_000, "it was waited for an hour");
    let failed: Vec<(u32, String)> =
        run.failed().map(|(line, event)| (line, event.what.to_string())).collect();
    assert_eq!(failed, [(6, String::from("neverCame moment \"after leader\""))]);
}

#[test]
fn nobody_waits_for_whom_nobody_knows() {
    let run = run("after leader\ncrash all\n+0s say \"all down\"\nafter crashed on leader say \"no\"\n");
    assert_eq!(texts(&run), ["all down", "not done: after crashed on leader: no server leads"]);
}

/// A line that names a time comes all the same: it waits for nothing.
#[test]
fn a_time_comes_whatever_never_came() {
    let run = run("after vanished say \"no\"\n+1s say \"no\"\nafter 3700s say \"late\"\n");
    assert_eq!(texts(&run), ["never came: after vanished", "late"]);
}

/// The order at one moment: `at`, then what is due by itself, then what has run out of time, then `after` and `+`.
#[test]
fn lines_of_one_moment_have_an_order() {
    // At 200 ms after its start a server that hears nobody sends its vote again.
    let text = "zabscope 1\nservers 1..2\nlatency 1ms\nat 0s start 1\nexpect leader 1 within 200ms\nat 200ms say \"first\"\n\
                after 200ms say \"last\"\n+0s say \"after that\"\nafter 200ms say \"and that\"\n";
    let run = play::run(&Scenario::read(text).unwrap());
    let heard =
        run.events.iter().find(|event| matches!(event.what, What::Noted(Note::HeardNothing { .. }))).unwrap();
    let id = |wanted: &str| {
        let is = |event: &&Event| match &event.what {
            What::Said { text, .. } => text[0].text == wanted,
            What::Expected { .. } => wanted == "expected",
            _ => false,
        };
        run.events.iter().find(is).unwrap()
    };
    let order = [id("first"), heard, id("expected"), id("last"), id("after that"), id("and that")];
    assert!(order.is_sorted_by_key(|event| event.id), "{order:#?}");
    assert!(order.iter().all(|event| event.at == Micros::from_millis(200)), "{order:#?}");
}

/// `within` counts from the line's turn, and its last moment counts as a whole.
#[test]
fn time_is_counted_from_the_turn_of_a_line() {
    let run = run(
        "after leader\n+1s expect elapsed 1s..1s\nexpect elapsed 1.5s..9s within 500ms\nexpect elapsed 1.5s..9s within 499ms\n\
                   expect elapsed 1ms..999ms within 1s\n+1s crash leader\nafter leader expect elapsed 100ms..2s\n",
    );
    assert_eq!(
        texts(&run),
        [
            "met elapsed 1s..1s",
            "not met elapsed 1.5s..9s within 499ms",
            "met elapsed 1.5s..9s within 500ms",
            "not met elapsed 1ms..999ms within 1s",
            "met elapsed 100ms..2s"
        ]
    );
}

#[test]
fn roles_are_whoever_has_them_when_the_line_has_its_turn() {
    let text = "zabscope 1\nservers 1..4\nobservers 5\nat 0s start all\nafter leader\n+2s expect leader leader\n\
                expect follower follower of leader\nexpect observer observer of 4\nsay \"{leader} {follower} {observer} ({others})\"\n\
                say \"{{{others}}}\"\ncrash leader\nafter leader\n+2s say \"{leader} {follower} {down}\"\nrestart down\n\
                +2s expect follower 1 2 4 of leader\ncrash follower 2\nsay \"{down} ({all})\"\n";
    let run = play::run(&Scenario::read(text).unwrap());
    assert_eq!(
        texts(&run),
        [
            "met leader leader",
            "met follower follower of leader",
            "met observer observer of 4",
            "4 1 5 (2, 3)",
            "{1, 2, 3, 5}",
            "3 1 4",
            "met follower 1 2 4 of leader",
            "1, 2 (1, 2, 3, 4, 5)"
        ]
    );
    assert_eq!(run.failures, []);
}

#[test]
fn who_is_not_there_cannot_be_meant() {
    let run = run(
        "crash follower\nsay \"{leader}\"\nsay \"{leader} leads.\" while leader leader\nexpect leader leader within 9s\ncut 1 from leader\n\
                   write observer\nrestart down\n",
    );
    assert_eq!(
        texts(&run),
        [
            "not done: crash follower: no server follows",
            "not done: say \"{leader}\": no server leads",
            "withheld: {leader} leads.",
            "not done: expect leader leader within 9s: no server leads",
            "not done: cut 1 from leader: no server leads",
            "not done: write observer: no server observes",
            "not done: restart down: every server runs"
        ]
    );
}

/// A caption stands until the next, or until what it claims is so no longer.
#[test]
fn a_caption_stands_as_long_as_its_claim() {
    let run = run(
        "say \"3 leads\" while leader 3\nafter leader say \"one\" while leader 3\n+1s say \"two\" while looking 1\n\
                   +1s crash 3\n+5s expect leader 2\nsay \"three\"\ncrash 1 2\n+1s pause\n",
    );
    assert_eq!(
        texts(&run),
        ["withheld: 3 leads", "one", "withheld: two", "taken back", "met leader 2", "three"],
        "what claims nothing is not taken back"
    );
    let (taken, crash) = (
        run.events.iter().find(|event| event.what == What::TakenBack).unwrap(),
        run.events.iter().find(|event| event.what == What::Crashed).unwrap(),
    );
    assert_eq!(taken.at, crash.at);
}

#[test]
fn a_caption_says_what_it_is_about() {
    let run = run("connect a to 1\nafter leader\n\
                   say \"x\" about leader a box 1 2 link leader a log follower timer 3 message ack from follower to leader message ping\n");
    let about = run.events.iter().find_map(|event| match &event.what {
        What::Said { about, .. } => Some(about.iter().map(|it| zab_sim::record::trace::line(it).to_string())),
        _ => None,
    });
    assert_eq!(
        about.unwrap().collect::<Vec<_>>(),
        [
            "party id 3",
            "party id a",
            "box server 1",
            "box server 2",
            "link from 3 to a",
            "log server 1",
            "timer server 3",
            "message message \"ack\" from [1] to [3]",
            "message message \"ping\" from [] to []"
        ]
    );
}

/// What a disk may hold when it begins, and what a server makes of it.
#[test]
fn a_disk_is_as_it_was_preset() {
    let text = "zabscope 1\nservers 1..5\n\
                history 1 accepted 2 current 1 current.tmp 2 log 1.1 file 2.1\nhistory 2 epoch 1 log 2.1\nhistory 3 log 1.1..1.4\n\
                history 4 accepted 1 current 2\nhistory 5 epoch 3 snapshot 1.7 2.3 log 1.6..1.7 file 2.1..2.5\n\
                at 0s start 1 2 3 4 5\nat 10ms expect zxid 2.1 on 1\nexpect epoch 2 on 1\nexpect down 2 4\nexpect zxid 1.4 on 3\n\
                expect epoch 1 on 3\nexpect zxid 2.5 on 5\nexpect epoch 3 on 5\n";
    let run = play::run(&Scenario::read(text).unwrap());
    assert_eq!(run.failures, [], "{:?}", texts(&run));
    assert_eq!(texts(&run).len(), 7);
}

/// A session is a transaction when it is opened and when it ends; so is each write, even one that fails; a read is none.
#[test]
fn what_a_command_costs_in_transactions() {
    let run = run("after leader connect a to 1\n+1s expect zxid 1.1 on all\n\
                   request a create /x \"v\"\nrequest a create /x \"v\"\nrequest a get /x\nrequest a exists /y\nrequest a delete /none\n\
                   +1s expect zxid 1.4 on all\nclose a\n+1s expect zxid 1.5 on all\n\
                   write 2\n+1s expect zxid 1.7 on all\nwrite 2\n+1s expect zxid 1.8 on all\n");
    assert_eq!(run.failures, [], "{:?}", texts(&run));
}
