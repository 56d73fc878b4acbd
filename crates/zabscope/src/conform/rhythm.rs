//! The rhythm of PINGs: how many there are is a matter of time, but not when they come and what they say.
//!
//! A leader whose epoch has begun pings each learner twice in a tick, and every ping names the last proposal. (How many ours sends
//! meanwhile, and what a learner answers, is compared in their places.)

use super::conversations::{Conversation, differs};
use super::ensemble::Ensemble;
use super::report::Report;
use std::path::Path;
use zab::ids::Zxid;

/// How much earlier one may come than half a tick after the last, which was late then. (It may come half a tick later, for a machine
/// that runs several servers at once is busy sometimes.)
const EARLY_MS: i64 = 50;
/// How long before a ping a proposal may have been made that it does not name: the one thread reads without a lock what the other
/// writes (`LearnerHandler.ping`).
const TRAILING_MS: i64 = 20;

pub(crate) fn compare(
    folder: &Path,
    ensemble: &Ensemble,
    conversation: &Conversation<'_>,
    report: &mut Report,
) {
    let leader = conversation.leader;
    let half_tick_ms = (ensemble.config(leader).tick.0 / 2_000) as i64;
    // To whomever.
    let proposed = |line: u64, until_ms: i64| {
        let before = ensemble.packets.iter().take_while(|packet| packet.line < line);
        let own =
            before.filter(|packet| packet.from == leader && packet.said.zxid.epoch() == conversation.epoch);
        let proposals = own.filter(|packet| packet.said.kind == "PROPOSAL" && packet.time_ms <= until_ms);
        proposals.map(|packet| packet.said.zxid).max().unwrap_or(conversation.epoch.beginning())
    };
    let mut last_ms = None;
    for packet in &conversation.packets {
        if packet.from != leader || packet.said.kind != "PING" {
            continue;
        }
        let gap_ms = last_ms.replace(packet.time_ms).map(|last_ms| packet.time_ms - last_ms);
        let in_time =
            gap_ms.is_none_or(|gap_ms| (half_tick_ms - EARLY_MS..=2 * half_tick_ms).contains(&gap_ms));
        // What is proposed at this very moment may come after, or may have come before the ping and not be named in it.
        let first = proposed(packet.line, packet.time_ms - TRAILING_MS);
        let last = proposed(packet.line, packet.time_ms);
        if in_time && (first..=Zxid(last.0 + 1)).contains(&packet.said.zxid) {
            report.pings += 1;
        } else {
            let gap =
                gap_ms.map_or(String::from("the first ping"), |ms| format!("{ms} ms after the ping before"));
            let why = format!("{gap}, expected are about {half_tick_ms} ms; proposed is {last}");
            report.mismatches.push(differs(folder, packet.line, leader, Some(&packet.said), None, why));
            return;
        }
    }
}
