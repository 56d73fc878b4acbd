//! The PINGs of a real leader: their intervals, and the zxid in each.
//!
//! A leader whose epoch has begun pings each learner every half tick, with the zxid of its last proposal. How many PINGs ours sends in
//! the same time is compared in `leader`, and what a learner answers in `learner`.

use super::conversation::{Conversation, mismatch};
use crate::conform::recording::ensemble::Ensemble;
use crate::conform::report::Report;
use std::path::Path;
use zab::ids::{Epoch, Zxid};

/// How much shorter than half a tick an interval may be, in milliseconds: the PING before it was late. It may be half a tick longer,
/// since a machine that runs several servers can be busy.
const EARLY_MS: i64 = 50;
/// How long before a PING, in milliseconds, a proposal may have been sent that it does not name yet.
const TRAILING_MS: i64 = 20;

pub(crate) fn compare(
    folder: &Path,
    ensemble: &Ensemble,
    conversation: &Conversation<'_>,
    report: &mut Report,
) {
    let leader = conversation.leader;
    let half_tick_ms = (ensemble.config(leader).tick.0 / 2_000) as i64;
    // To any learner.
    let proposed = |line: u64| {
        let before = ensemble.packets.iter().take_while(|packet| packet.line < line);
        let own = before
            .filter(|packet| packet.from == leader && packet.content.zxid.epoch() == conversation.epoch);
        let proposals = own.filter(|packet| packet.content.kind == "PROPOSAL");
        Proposed::of(conversation.epoch, proposals.map(|packet| (packet.content.zxid, packet.time_ms)))
    };
    let mut last_ms = None;
    for packet in &conversation.packets {
        if packet.from != leader || packet.content.kind != "PING" {
            continue;
        }
        let gap_ms = last_ms.replace(packet.time_ms).map(|last_ms| packet.time_ms - last_ms);
        let in_time =
            gap_ms.is_none_or(|gap_ms| (half_tick_ms - EARLY_MS..=2 * half_tick_ms).contains(&gap_ms));
        let proposed = proposed(packet.line);
        if in_time && proposed.may_be_named(packet.content.zxid, packet.time_ms) {
            report.pings += 1;
        } else {
            let gap =
                gap_ms.map_or(String::from("the first ping"), |ms| format!("{ms} ms after the ping before"));
            let why = format!("{gap}, expected are about {half_tick_ms} ms; proposed is {}", proposed.last);
            report.mismatches.push(mismatch(folder, packet.line, leader, Some(&packet.content), None, why));
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
