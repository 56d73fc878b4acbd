//! Random walks over a timeline: back and forth, acting, taking back, changing branches. The same number gives the same walk, natively and
//! in a browser (`crates/zab-wasm/tests/web.rs` includes this file).

use zab::ids::Micros;
use zab_sim::play::timeline::{Stride, Timeline};
use zab_sim::scenario::Scenario;
use zab_sim::scenario::language;

/// How many walks are held against each other natively and in a browser.
pub(crate) const WALKS: u64 = 500;
/// How many steps each of them takes.
const STEPS: u64 = 24;
/// How far a walk goes, in milliseconds.
const FURTHEST: u64 = 14_000;

/// A scenario in which a script has much to do, to say and to expect when somebody acts.
const STORY: &str = "zabscope 1
title     \"A story to walk about in\"
servers   1..3
observers 4
latency   10ms..40ms
history   1 2 epoch 1 log 1.1..1.2
history   3 accepted 2 current 1 current.tmp 2 snapshot 0 1.1 log 1.1..1.2

at 0s     start all
say       \"Each votes for itself.\" about 1..3 while looking 1..3
chapter   \"A leader\"
after leader
          say \"{leader} leads.\" about box leader while leader leader
          connect a to follower
          expect observer observer of leader within 5s
+500ms    request a create /x \"v\" times 3
expect    node /x \"v\" on all within 1s
after committed
          pause
          cut leader from others
          say \"{leader} is alone, and {follower} follows.\" about link leader follower while follower follower of leader
          expect looking others within 20s
after state LOOKING on follower
          chapter \"Another leader\"
          expect leader within 4s
+3s       heal all
          write 2 times 2
after delivered ack on leader
          expect follower others of leader within 9s
";

/// What a person may want done, whether it can be done or not.
const COMMANDS: [&str; 43] = [
    "crash leader",
    "crash follower",
    "crash 1 2",
    "crash all",
    "restart down",
    "restart 3",
    "start all",
    "power-off 2",
    "cut leader from others",
    "cut 1 to 2",
    "cut a from all",
    "heal all",
    "slow leader from others by 300ms",
    "slow 1 to 3 by 1s",
    "fast all",
    "hold 3 to 1",
    "hold follower from leader",
    "hold ping 2 from leader to follower",
    "unhold all",
    "deliver notification 2 from 3 to 1",
    "drop ping 3 from leader to follower",
    "reset leader from others",
    "suspend leader",
    "suspend 1 2",
    "resume leader",
    "resume all",
    "slow-disk follower by 200ms",
    "stall-disk leader",
    "fill-disk 1",
    "fail-disk follower",
    "mend-disk all",
    "wipe-disk down",
    "hold-thread main on leader",
    "hold-thread handler follower on leader",
    "unhold-thread main on all",
    "silent 3 on 1",
    "connect a to follower",
    "connect b to 1 timeout 4.5s",
    "move a to 3",
    "vanish b",
    "request a create /x/ \"a \\\"b\\\" \\\\ # 你好\" sequential ephemeral times 2",
    "request a set /x \"\" version 0",
    "write leader times 3",
];

/// Where chance comes from: SplitMix64, which is the same everywhere.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

/// A timeline at the end of a walk; `look` sees it after each step.
pub(crate) fn walk(scenario: &Scenario, number: u64, look: &mut dyn FnMut(&Timeline)) -> Timeline {
    let mut chance = Chance(number);
    let mut timeline = Timeline::new(scenario.clone(), Some(chance.below(1_000)));
    for _ in 0..STEPS {
        let stride = Stride::ALL[chance.below(6) as usize];
        match chance.below(16) {
            0 => timeline.seek(Micros(chance.below(FURTHEST * 1_000))),
            // To the very moment of an event, past or known already.
            1 => {
                let count = timeline.events().len() as u64;
                let at = timeline.events()[chance.below(count) as usize].at;
                timeline.seek(at);
            }
            2 => timeline.seek(Micros(0)),
            3 | 4 => {
                timeline.play(timeline.now() + Micros(chance.below(2_000_000)), stride);
            }
            5 => _ = timeline.step(stride),
            6 => _ = timeline.step_back(stride),
            7 => _ = timeline.undo(),
            8 => _ = timeline.redo(),
            9 => _ = timeline.switch(chance.below(timeline.branches().len() as u64 + 1) as usize),
            _ => {
                let command = COMMANDS[chance.below(COMMANDS.len() as u64) as usize];
                let deed = language::deed(command, &scenario.setup).unwrap();
                // Some of it cannot be done.
                let _ = timeline.command(&deed);
            }
        }
        look(&timeline);
    }
    timeline
}

/// Takes each walk through the story, writes out what was done, plays that, and gives one hash for all: `played` turns a scenario and a moment into the
/// trace hash of a play of it.
pub(crate) fn hash_of_walks(played: &dyn Fn(&str, Micros) -> u64) -> u64 {
    let scenario = Scenario::read(STORY).unwrap();
    let mut all: u64 = 0;
    for number in 0..WALKS {
        let timeline = walk(&scenario, number, &mut |_| {});
        let written = timeline.written();
        let hash = timeline.hash();
        assert_eq!(played(&written, timeline.now()), hash, "walk {number}, written:\n{written}");
        for byte in written.bytes() {
            all = (all ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        all = (all ^ hash).wrapping_mul(0x0100_0000_01b3);
    }
    all
}
