//! The rhythm of PINGs: how many there are is a matter of time, but not when they come and what they say.
//!
//! A leader whose epoch has begun pings each learner twice in a tick, and every ping names the last proposal, or nearly. (How many ours sends
//! meanwhile, and what a learner answers, is compared in their places.)

use super::conversations::{Conversation, differs};
use super::ensemble::Ensemble;
use super::report::Report;
use std::path::Path;
use zab::ids::{Epoch, Zxid};

/// How much earlier one may come than half a tick after the last, which was late then. (It may come half a tick later, for a machine
/// that runs several servers at once is busy sometimes.)
const EARLY_MS: i64 = 50;
/// How long before a ping a proposal may have been made that it does not name.
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
    let proposed = |line: u64| {
        let before = ensemble.packets.iter().take_while(|packet| packet.line < line);
        let own =
            before.filter(|packet| packet.from == leader && packet.said.zxid.epoch() == conversation.epoch);
        let proposals = own.filter(|packet| packet.said.kind == "PROPOSAL");
        Proposed::of(conversation.epoch, proposals.map(|packet| (packet.said.zxid, packet.time_ms)))
    };
    let mut last_ms = None;
    for packet in &conversation.packets {
        if packet.from != leader || packet.said.kind != "PING" {
            continue;
        }
        let gap_ms = last_ms.replace(packet.time_ms).map(|last_ms| packet.time_ms - last_ms);
        let in_time =
            gap_ms.is_none_or(|gap_ms| (half_tick_ms - EARLY_MS..=2 * half_tick_ms).contains(&gap_ms));
        let proposed = proposed(packet.line);
        if in_time && proposed.may_be_named(packet.said.zxid, packet.time_ms) {
            report.pings += 1;
        } else {
            let gap =
                gap_ms.map_or(String::from("the first ping"), |ms| format!("{ms} ms after the ping before"));
            let why = format!("{gap}, expected are about {half_tick_ms} ms; proposed is {}", proposed.last);
            report.mismatches.push(differs(folder, packet.line, leader, Some(&packet.said), None, why));
            return;
        }
    }
}

/// What a leader has proposed when it pings.
struct Proposed {
    /// The last, or the beginning of the epoch.
    last: Zxid,
    /// When it was sent to the first learner.
    last_ms: i64,
    /// The one before it.
    before: Zxid,
}

impl Proposed {
    /// What has been proposed in an epoch: each as often as it was sent.
    fn of(epoch: Epoch, proposals: impl Iterator<Item = (Zxid, i64)>) -> Proposed {
        let beginning = epoch.beginning();
        let mut proposed = Proposed { last: beginning, last_ms: i64::MIN, before: beginning };
        for (zxid, at_ms) in proposals {
            if zxid > proposed.last {
                proposed = Proposed { last: zxid, last_ms: at_ms, before: proposed.last };
            }
        }
        proposed
    }

    /// Whether a ping of this moment may name this zxid. The thread that pings reads `lastProposed` without the lock under which
    /// another writes it and queues the proposal (`LearnerHandler.ping`, `Leader.propose`): so the ping may overtake the
    /// proposal that it names; and it may name the one before, if another slips in between its reading and its being queued.
    fn may_be_named(&self, zxid: Zxid, at_ms: i64) -> bool {
        let just_now = at_ms.saturating_sub(self.last_ms) <= TRAILING_MS;
        zxid == self.last || zxid == Zxid(self.last.0.wrapping_add(1)) || (zxid == self.before && just_now)
    }
}

#[cfg(test)]
mod tests {
    use super::{Proposed, TRAILING_MS};
    use zab::ids::{Epoch, Zxid};

    #[test]
    fn a_ping_may_trail_the_last_proposal_by_one_and_only_just_after_it() {
        let zxid = |counter: u32| Zxid::new(1, counter);
        // Each goes to two learners.
        let sent = [(1, 100), (1, 101), (2, 500), (2, 501)].map(|(counter, at_ms)| (zxid(counter), at_ms));
        let proposed = Proposed::of(Epoch(1), sent.into_iter());
        for (counter, at_ms, may) in [
            (2, 501, true),
            (2, 5_000, true),
            (3, 501, true),
            (4, 501, false),
            (1, 501, true),
            (1, 500 + TRAILING_MS, true),
            (1, 501 + TRAILING_MS, false),
            (0, 501, false),
        ] {
            assert_eq!(proposed.may_be_named(zxid(counter), at_ms), may, "{counter} at {at_ms} ms");
        }
        let nothing = Proposed::of(Epoch(1), std::iter::empty());
        assert!(nothing.may_be_named(zxid(0), 7));
        assert!(!nothing.may_be_named(Zxid::new(0, 9), 7));
    }
}
