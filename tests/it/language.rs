//! The scenario language: every command's example is read, and every mistake is answered with its place.

use zab::ids::{Micros, ServerId};
use zab_sim::record::event::What;
use zab_sim::scenario::conditions::{CONDITIONS, Condition};
use zab_sim::scenario::deeds::{Deed, Verb};
use zab_sim::scenario::language::{self, Place};
use zab_sim::scenario::names::Servers;
use zab_sim::scenario::{Command, Scenario, When};

#[test]
fn the_example_of_every_command_is_read() {
    for command in language::commands() {
        let text = match command.place() {
            Place::Head if command.manual.example.starts_with("servers") => {
                format!("zabscope 1\n{}\n", command.manual.example)
            }
            Place::Head => format!("zabscope 1\n{}\nservers 1..3\n", command.manual.example),
            Place::Body => format!("zabscope 1\nservers 1..3\n{}\n", command.manual.example),
        };
        let scenario =
            Scenario::read(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", command.name));
        let body = command.place() == Place::Body;
        assert_eq!(scenario.lines.is_empty(), !body, "{}", command.name);
        assert!(command.manual.form.starts_with(command.name), "{}", command.name);
        assert!(command.manual.meaning.ends_with('.'), "{}", command.name);
    }
}

#[test]
fn the_example_of_every_condition_is_read() {
    for condition in CONDITIONS {
        let text =
            format!("zabscope 1\nservers 1..3\nat 1s connect a to 2\nexpect {}\n", condition.manual.example);
        let scenario = Scenario::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert!(matches!(scenario.lines.last().unwrap().command, Some(Command::Expect(_))), "{text}");
        assert!(condition.manual.form.starts_with(condition.name), "{}", condition.name);
        assert!(condition.manual.meaning.ends_with('.'), "{}", condition.name);
    }
}

#[test]
fn a_scenario_says_what_it_says() {
    let scenario = Scenario::read(
        "zabscope 1   # the version\n\
         \n\
         title     \"A \\\"quoted\\\" title # not a comment\"\n\
         title.zh  \"标题\"\n\
         servers   1..3 7\n\
         seed      18446744073709551615\n\
         latency   1.5ms..0.04s\n\
         at 0.25s  start all\n\
         say       \"one\"\n\
         say.zh    \"一\"\n\
         say       \"two\"\n\
         at 1s     crash 2..3 7\n\
         expect    leader 1 within 500ms\n",
    )
    .unwrap();
    assert_eq!(scenario.title[0].text, "A \"quoted\" title # not a comment");
    assert_eq!((scenario.title[1].lang.as_str(), scenario.title[1].text.as_str()), ("zh", "标题"));
    assert_eq!(scenario.setup.servers().map(|id| id.0).collect::<Vec<_>>(), [1, 2, 3, 7]);
    assert_eq!(scenario.setup.seed, u64::MAX);
    assert_eq!((scenario.setup.latency.min, scenario.setup.latency.max), (Micros(1_500), Micros(40_000)));
    let said: Vec<usize> = scenario
        .lines
        .iter()
        .filter_map(|line| match &line.command {
            Some(Command::Say(caption)) => Some(caption.texts.len()),
            _ => None,
        })
        .collect();
    assert_eq!(said, [2, 1], "the Chinese caption belongs to the first English one");
    let crashed = scenario.lines.iter().filter_map(|line| match &line.command {
        Some(Command::Do(Deed::ToServers(Verb::Crash, servers))) => {
            Some((line.when.clone(), servers.clone()))
        }
        _ => None,
    });
    let servers = Servers { ids: [2, 3, 7].map(ServerId).into(), ..Servers::default() };
    assert_eq!(crashed.collect::<Vec<_>>(), [(Some(When::At(Micros(1_000_000))), servers)]);
    let Some(Command::Expect(expectation)) = &scenario.lines.last().unwrap().command else { panic!() };
    assert_eq!(expectation.condition, Condition::Leader(ServerId(1).into()));
    assert_eq!(expectation.within, Some(Micros(500_000)));
    assert_eq!(expectation.text, "leader 1 within 500ms");
}

#[test]
fn every_mistake_is_answered_with_its_place_and_what_was_expected() {
    let head = "zabscope 1\nservers 1..3\n";
    // The text after the head, or a whole text that begins with "!"; line, column, and a part of the message.
    let mistakes = [
        ("!", 1, 1, "expected the first line to be: zabscope 1"),
        ("!# nothing\n\n", 3, 1, "expected the first line to be: zabscope 1"),
        ("!servers 1..3", 1, 1, "expected the first line to be: zabscope 1"),
        ("!zabscope", 1, 9, "expected the first line to be: zabscope 1, but the line ends"),
        ("!zabscope 2", 1, 10, "version 2 of the language is not known here, only 1"),
        ("!zabscope 1 2", 1, 12, "expected the end of the line, but found 2"),
        ("!zabscope 1\n", 2, 1, "expected a line with servers"),
        ("!zabscope 1\nat 1s start 1", 2, 1, "servers must be given before the first moment"),
        ("!zabscope 1\nservers", 2, 8, "expected ids such as 1..3 or 1 2 3"),
        ("!zabscope 1\nservers 1..x", 2, 9, "expected ids such as 1..3 or 1 2 3, but found 1..x"),
        ("!zabscope 1\nservers 3..1", 2, 9, "the first of the two is above the second"),
        ("!zabscope 1\nservers 1..300", 2, 9, "this number is too large, at most 255"),
        ("!zabscope 1\nservers 1..202", 2, 9, "202 servers are too many, at most 201"),
        (
            "fly 1",
            3,
            1,
            "fly is no command; expected title, servers, observers, group, weight, history, seed, latency, disk, release, \
             tick, init-limit, sync-limit, committed-log, snapshot-size-factor, force-snapshot, snap-count, counter, \
             notification-interval, finalize-wait, connect-delay, observer-delay, max-time-to-wait-for-epoch, bandwidth, fsync, disk-rate, cpu, at or after",
        ),
        ("sevrers 4", 3, 1, "sevrers is no command; did you mean servers?"),
        ("crash 1", 3, 1, "crash happens at a moment: write at 0s crash …"),
        ("\"say\"", 3, 1, "expected title, servers, observers"),
        ("servers 4", 3, 1, "servers is given twice"),
        ("observers 3", 3, 11, "server 3 is both among the servers, which vote, and the observers"),
        ("seed 1\nseed 2", 4, 1, "seed is given twice"),
        ("seed -1", 3, 6, "expected a number such as 42, but found -1"),
        ("latency 1h", 3, 9, "expected times such as 10ms..40ms, but found 1h"),
        ("latency 2s..1s", 3, 9, "the first of the two is above the second"),
        ("observers 4..202", 3, 11, "202 servers are too many, at most 201"),
        ("latency 0s", 3, 9, "this time is too short, at least 1ms"),
        ("latency 61s", 3, 9, "this time is too long, at most 60s"),
        ("latency 0.0000001s", 3, 9, "this time is finer than a microsecond"),
        ("title Hello", 3, 7, "expected a text in double quotes, but found Hello"),
        ("title \"Hello", 3, 7, "this text has no closing quote"),
        ("title. \"Hello\"", 3, 1, "expected a language after the dot"),
        ("title \"a\"\ntitle \"b\"", 4, 1, "this title is given twice"),
        ("at", 3, 3, "expected a time such as 3s or 250ms, but the line ends"),
        ("at soon start 1", 3, 4, "expected a time such as 3s or 250ms, but found soon"),
        ("at 1s start.now 1", 3, 7, "start.now is no command"),
        ("seed.x 4", 3, 1, "seed.x is no command"),
        (
            "at 1s fly",
            3,
            7,
            "fly is no command; expected start, crash, power-off, restart, suspend, resume, hold-thread, unhold-thread, slow-disk, stall-disk, fill-disk, fail-disk, mend-disk, wipe-disk, silent, cut, heal, slow, fast, hold, unhold, deliver, drop, reset, connect, move, vanish, close, \
             request, write, say, pause, chapter or expect",
        ),
        ("at 1s crahs 3", 3, 7, "crahs is no command; did you mean crash?"),
        ("at 1s seed 2", 3, 7, "seed must stand before the first moment"),
        (
            "at 2s start 1\nat 1s start 2",
            4,
            4,
            "this is earlier than the moment before it; moments go forward",
        ),
        (
            "at 1s start",
            3,
            12,
            "expected servers: ids or all, leader, follower, observer, others, down, but the line ends",
        ),
        ("at 1s start 4", 3, 13, "there is no server 4: this ensemble has 1, 2, 3"),
        ("at 1s start 1 and 2", 3, 15, "expected the end of the line, but found and"),
        ("at 1s 你好", 3, 7, "你好 is no command"),
        ("at 1s say \"你好\" 1", 3, 16, "expected the end of the line, but found 1"),
        ("at 1s expect", 3, 13, "expected leader, follower, observer, looking"),
        ("at 1s expect follower 1 2", 3, 26, "expected of, but the line ends"),
        ("at 1s expect round 2 1", 3, 22, "expected on, but found 1"),
        ("group 1 2", 4, 1, "expected server 3 in a group: every server with a vote stands in one"),
        ("group 1 2\ngroup 2 3", 4, 7, "server 2 stands in two groups"),
        ("observers 4\ngroup 1 4", 4, 7, "server 4 has no vote, and stands in no group"),
        ("group 1..3\nweight 1..3 is 0", 5, 1, "expected a group with some weight"),
        ("weight 1 is 0", 4, 1, "expected a line with a group, such as: group 1..3"),
        ("weight 1", 3, 9, "expected is, but the line ends"),
        ("weight 1 2 is 0\nweight 2 is 0", 4, 8, "the weight of server 2 is given twice"),
        ("tick 2", 3, 6, "expected a time such as 500ms, but found 2"),
        ("tick 1ms", 3, 6, "this time is too short, at least 10ms"),
        ("init-limit 0", 3, 12, "this number is too small, at least 1"),
        ("sync-limit 1001", 3, 12, "this number is too large, at most 1000"),
        ("committed-log few", 3, 15, "expected a number such as 500, but found few"),
        ("at 1s cut 1 3", 3, 14, "expected from or to, but the line ends"),
        ("at 1s cut 1 and 3", 3, 13, "expected from or to, but found and"),
        ("at 1s cut all", 3, 14, "expected from or to, but the line ends"),
        ("at 1s cut 1 from", 3, 17, "expected servers' ids or clients' letters, but the line ends"),
        ("at 1s cut 1 from 4", 3, 18, "there is no server 4: this ensemble has 1, 2, 3"),
        ("at 1s heal a to b", 3, 17, "there is no link between a and b"),
        ("at 1s cut 1 to 1", 3, 16, "there is no link between 1 and 1"),
        ("at 1s expect node x on 1", 3, 19, "expected a path such as /x, but found x"),
        ("at 1s expect node / \"v\" 1", 3, 25, "expected on, but found 1"),
        ("at 1s expect no leader", 3, 17, "expected node, but found leader"),
        ("at 1s expect sync DIF on 1", 3, 19, "expected DIFF, TRUNC or SNAP, but found DIF"),
        ("at 1s connect 1 to 2", 3, 15, "expected a client's letter, from a to z, but found 1"),
        ("at 1s connect a 2", 3, 17, "expected to, but found 2"),
        ("at 1s connect a to 2 timeout 6", 3, 30, "expected a time such as 6s, but found 6"),
        ("at 1s connect a to 2 timeout 1ms", 3, 30, "this time is too short, at least 100ms"),
        ("at 1s move A to 2", 3, 12, "expected a client's letter, from a to z, but found A"),
        (
            "at 1s request a",
            3,
            16,
            "expected create, delete, set, get, exists, children or sync, but the line ends",
        ),
        ("at 1s request a create x \"\"", 3, 24, "expected a path such as /x, but found x"),
        (
            "at 1s request a create /x/ \"\"",
            3,
            24,
            "only a sequential znode may have a path that ends with a slash",
        ),
        ("at 1s request a create /x v", 3, 27, "expected a text in double quotes, but found v"),
        ("at 1s request a delete /x version -1", 3, 35, "expected a version such as 0, but found -1"),
        ("at 1s request a get /x times 0", 3, 30, "this number is too small, at least 1"),
        ("at 1s write 2 times 1001", 3, 21, "this number is too large, at most 1000"),
        ("at 1s write a", 3, 13, "expected a server: an id, leader, follower or observer, but found a"),
        ("at 1s expect client a gone", 3, 23, "expected connecting, connected, closed, expired or vanished"),
        (
            "at 1s expect answer a Ok",
            3,
            23,
            "NodeExists, NotEmpty, SessionExpired or SessionMoved, but found Ok; did you mean OK?",
        ),
        ("release 3.7.0", 3, 9, "expected 3.8.0 or 3.9.5"),
        ("disk 1m", 3, 6, "expected times such as 1ms..5ms, but found 1m"),
        ("history 1 lgo 1.1", 3, 11, "snapshot, log or file, but found lgo; did you mean log?"),
        ("history 4 epoch 1", 3, 9, "there is no server 4: this ensemble has 1, 2, 3"),
        ("history 1 epoch 1 log", 3, 22, "expected zxids such as 1.1..1.4, but the line ends"),
        ("history 1 epoch 1 log 1.1..2.1", 3, 23, "the two zxids are of different epochs"),
        ("history 1 epoch 1 log 1.3 1.2", 3, 27, "the zxids of a log rise"),
        ("history 1 epoch 1 log 1.1..1.9999", 3, 23, "a log has at most 1000 entries here"),
        ("history 1 epoch 1\nhistory 1 epoch 2", 4, 9, "the history of server 1 is given twice"),
        ("at 1s expect zxid one on 1", 3, 19, "expected a zxid such as 1.4, but found one"),
        ("at 1s after leader", 3, 7, "a line begins with one moment, and has no other"),
        (
            "after leader crash 3\nat 1s start 3",
            4,
            1,
            "below an after, nobody knows what time it is: write +3s",
        ),
        (
            "after",
            3,
            6,
            "expected leader, quorum, committed, ack, state, phase, a time or the word of an event",
        ),
        ("after leadr", 3, 7, "leadr is nothing that happens; did you mean leader?"),
        ("after votechanged", 3, 7, "votechanged is nothing that happens; did you mean voteChanged?"),
        ("after whatever", 3, 7, "whatever is nothing that happens; expected leader, quorum"),
        (
            "after state leading",
            3,
            13,
            "expected LOOKING, FOLLOWING, LEADING or OBSERVING, but found leading; did you mean LEADING?",
        ),
        ("after 3", 3, 7, "expected a time such as 3s or 250ms, but found 3"),
        (
            "at 5s start 1\nafter 3s start 2",
            4,
            7,
            "this is earlier than the moment before it; moments go forward",
        ),
        ("+3 start 1", 3, 1, "expected a time such as +3s, but found +3"),
        ("at 86400s start 1\n+1s start 2", 4, 1, "this time is too long, at most 86400s"),
        (
            "at 1s write others",
            3,
            13,
            "expected a server: an id, leader, follower or observer, but found others",
        ),
        ("at 1s crash 1,2", 3, 13, "but found 1,2: write spaces between words, not commas"),
        ("at 1s crash １．．２", 3, 13, "but found １．．２: write narrow signs, such as 1..2"),
        ("at 1s say “你好", 3, 11, "this text has no closing quote"),
        ("at 1s say \"{leadr} leads\"", 3, 11, "nobody is called {leadr}; did you mean {leader}?"),
        ("at 1s say \"a { b\"", 3, 11, "this brace has no other; write {{ or }} for a brace"),
        (
            "at 1s say \"a\" about",
            3,
            20,
            "expected servers, clients, link, box, log, timer or message, but the line ends",
        ),
        ("at 1s say \"a\" about message akc", 3, 29, "but found akc; did you mean ack?"),
        (
            "at 1s say \"a\" about link 1",
            3,
            27,
            "expected a server: an id, leader, follower or observer, but the line ends",
        ),
        ("at 1s say \"a\" while up 1", 3, 21, "expected leader, follower"),
        (
            "at 1s say \"a\"\nsay.zh \"b\" about 1",
            4,
            1,
            "what a caption is about, and claims, stands with its first language",
        ),
        ("at 1s pause 2s", 3, 13, "expected the end of the line, but found 2s"),
        ("at 1s expect elapsed 2s..1s", 3, 22, "the first of the two is above the second"),
        ("history 1 log 1.2 file 1.1", 3, 24, "the zxids of a log rise"),
        ("finalize-wait 0s", 3, 15, "this time is too short, at least 1ms"),
        ("at 1s expect leader 1 within", 3, 29, "expected a time such as 5s, but the line ends"),
    ];
    for (text, line, column, part) in mistakes {
        let text = text.strip_prefix('!').map_or_else(|| format!("{head}{text}"), String::from);
        let error = Scenario::read(&text).expect_err(&text);
        assert_eq!((error.line, error.column), (line, column), "{error}\n{text}");
        assert!(error.message.contains(part), "{error}\n{text}");
    }
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let error = Scenario::read(&"#\n".repeat(40_000)).unwrap_err();
    assert!(error.message.contains("80000 bytes"), "{error}");
}

#[test]
fn a_znode_that_is_too_large_is_refused() {
    let create = |path: usize, data: usize| {
        let (path, data) = ("x".repeat(path), "x".repeat(data));
        Scenario::read(&format!("zabscope 1\nservers 1..3\nat 0s request a create /{path} \"{data}\"\n"))
    };
    assert!(create(249, 1_000).is_ok());
    assert_eq!(create(250, 0).unwrap_err().message, "this path is too long, at most 250 bytes");
    assert_eq!(
        create(1, 1_001).unwrap_err().message,
        "1001 bytes are too much for a znode here, at most 1000"
    );
}

#[test]
fn a_scenario_that_does_or_expects_too_much_is_refused() {
    let start = "zabscope 1\nservers 1..50\nat 0s start all\n";
    let error = Scenario::read(&(start.to_owned() + &"crash all\n".repeat(100))).unwrap_err();
    assert!(error.message.contains("at most 5000 commands"), "{error}");
    let error = Scenario::read(&(start.to_owned() + &"expect down 1\n".repeat(201))).unwrap_err();
    assert_eq!((error.line, error.message.as_str()), (204, "too much is expected, at most 200 times"));
    let says: String = (0..51).map(|lang| format!("say.x{lang} \"x\"\n")).collect();
    let error = Scenario::read(&format!("{start}{says}")).unwrap_err();
    assert_eq!((error.line, error.message.as_str()), (54, "these are too many languages, at most 50"));
    let error = Scenario::read(&format!("{start}say \"x\" about {}", "box all ".repeat(51))).unwrap_err();
    assert_eq!((error.column, error.message.as_str()), (415, "these are too many subjects, at most 50"));
}

/// Chinese editors write wide spaces, and some begin a file with a mark.
#[test]
fn any_space_is_a_space_and_a_mark_at_the_beginning_is_passed_over() {
    let plain = "zabscope 1\nservers 1..3\nat 1s start all\n";
    for space in ["\u{3000}", "\t", "   "] {
        assert_eq!(Scenario::read(plain), Scenario::read(&format!("\u{feff}{}", plain.replace(' ', space))));
    }
}

/// Editors put curved quotes in the place of plain ones, and Chinese keyboards wide ones.
#[test]
fn a_text_may_stand_between_other_quotes() {
    let say = |text: &str| {
        let scenario = Scenario::read(&format!("zabscope 1\nservers 1\nat 0s say {text}\n")).unwrap();
        let Some(Command::Say(caption)) = &scenario.lines[0].command else { panic!() };
        caption.texts[0].text.clone()
    };
    for quoted in ["“他说 1, 2”", "”他说 1, 2”", "＂他说 1, 2＂", "\"他说 1, 2\""] {
        assert_eq!(say(quoted), "他说 1, 2");
    }
    assert_eq!(say("\"“a”, b\""), "“a”, b", "between plain quotes, others stand for themselves");
}

#[test]
fn a_moment_may_stand_alone() {
    let alone =
        Scenario::read("zabscope 1\nservers 1..3\nat 1s\nstart all\nafter leader\n+2s\ncrash leader\n")
            .unwrap();
    let together =
        Scenario::read("zabscope 1\nservers 1..3\nat 1s start all\nafter leader\n+2s crash leader\n")
            .unwrap();
    let (alone, together) = (zab_sim::play::run(&alone), zab_sim::play::run(&together));
    assert!(alone.hash() == together.hash() && alone.failures.is_empty());
}

/// Windows' line ends are line ends.
#[test]
fn carriage_returns_do_not_matter() {
    let unix = "zabscope 1\nservers 1..3\nat 1s start all\n";
    assert_eq!(Scenario::read(unix), Scenario::read(&unix.replace('\n', "\r\n")));
}

/// What a client asks may be written in either order; what can never be met is refused where it stands.
#[test]
fn a_request_is_read_in_either_order_and_an_error_bears_no_text() {
    let read =
        |line: &str| Scenario::read(&format!("zabscope 1\nservers 1..3\nat 1s connect a to 1\n{line}\n"));
    let one = read("request a create /x \"v\" ephemeral sequential").unwrap();
    assert_eq!(one, read("request a create /x \"v\" sequential ephemeral").unwrap());
    let refused = read("expect answer a NoNode \"x\"").unwrap_err();
    assert_eq!((refused.line, refused.column), (4, 24), "{refused}");
    // An expectation is told as it was written.
    let run = zab_sim::play::run(&read("expect node /x \"a   b\" on 1").unwrap());
    let told = run
        .events
        .iter()
        .any(|event| matches!(&event.what, What::Expected { text, .. } if text == "node /x \"a   b\" on 1"));
    assert!(told, "{:?}", run.events);
}
