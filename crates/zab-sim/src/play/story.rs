//! The story of a run: which of all that happens is told.
//!
//! A reader follows a run from beat to beat. What the scenario says is a beat, and so are the turning points: what was done to servers and
//! links, the first change of a vote in an election, the first quorum, the election of the leader, its epoch, how it synchronizes, and of a
//! write the proposal, the quorum of ACKs and the answer. What repeats itself is told once. Where the scenario speaks
//! at the very moment of a turning point, it speaks in its place.

use crate::record::chronicle::{Beat, Stretch};
use crate::record::event::{Event, What};
use crate::record::violation::Invariant;
use zab::collections::set::Set;
use zab::collections::table::Table;
use zab::ids::{Epoch, Micros, ServerId, Zxid};
use zab::note::{Evidence, Mode, Note, Phase, Row};
use zab::vote::ServerState;

/// A server that hears nothing waits for twice as long each time: from here on that is told.
const SILENCE: Micros = Micros::from_millis(1_600);

/// Which events are told, by their places among all events.
#[derive(Clone, Debug, Default)]
pub(super) struct Story {
    /// How many events it has heard.
    heard: usize,
    told: Vec<Told>,
    stretches: Vec<Stretch>,
    /// For each server its last stretch.
    latest: Table<ServerId, usize>,
    act: Act,
}

/// One beat.
#[derive(Clone, Debug)]
struct Told {
    at: Micros,
    /// The places of its events, among all events.
    places: Vec<usize>,
    by: Teller,
    /// The place of the event from which on it is no longer so.
    over: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Teller {
    /// The scenario, in its own words.
    Scenario,
    /// The scenario, which gives a chapter its title.
    Chapter,
    /// The scenario, where something went wrong: never left out.
    Trouble,
    /// Whoever did something to servers, links or clients.
    Deed,
    /// What servers and clients came to by themselves.
    Course,
}

/// What has been told of the act that is being played, so that it is told once.
#[derive(Clone, Debug, Default)]
struct Act {
    /// Somebody's election has ended since it began.
    elected: bool,
    /// Whose change of vote was told.
    voter: Option<ServerId>,
    /// That a quorum agrees was told.
    agreed: bool,
    /// That somebody has joined a later round was told.
    joined: bool,
    /// That somebody hears nothing was told.
    silence: bool,
    /// That a leader was lost was told.
    lost: bool,
    /// The ways of synchronizing that were told, and whether nothing was lacking.
    modes: Set<(Mode, bool)>,
    /// A quorum has been synchronized, so that whoever comes now is news.
    begun: bool,
    /// The transaction whose way is told. Of those that are on their way with it nothing is.
    written: Option<Zxid>,
    /// Of which invariants it was told that they are broken.
    broken: Set<Invariant>,
    /// When that was told last.
    broken_at: Option<Micros>,
}

impl Story {
    /// Hears of what has happened since it last did. These are all events, from the first on.
    pub(super) fn hear(&mut self, events: &[Event]) {
        for place in self.heard..events.len() {
            self.hear_one(place, events);
        }
        self.heard = events.len();
    }

    /// Only the first so many events stay.
    pub(super) fn forget(&mut self, kept: usize) {
        if self.heard > kept {
            // Acting in the past is rare, and to hear it all again is quick.
            *self = Story::default();
        }
    }

    /// Whether a beat begins with the event at this place.
    pub(super) fn has_beat_at(&self, place: usize) -> bool {
        let next = self.told.partition_point(|told| told.places[0] < place);
        self.told.get(next).is_some_and(|told| told.places[0] == place && !told.is_silent())
    }

    /// All beats but the first so many.
    pub(super) fn beats(&self, skipped: usize, events: &[Event]) -> Vec<Beat> {
        let event = |place: &usize| events[*place].clone();
        let beat = |told: &Told| Beat {
            at: told.at,
            events: told.places.iter().map(event).collect(),
            // Events are numbered from 1 without gaps.
            cause: events[told.places[0]].cause.map(|cause| event(&(cause as usize - 1))),
            over: told.over.map(|place| events[place].id),
        };
        self.told.iter().skip(skipped).map(beat).collect()
    }

    /// What each server was, all but the first so many stretches.
    pub(super) fn stretches(&self, skipped: usize) -> &[Stretch] {
        &self.stretches[skipped.min(self.stretches.len())..]
    }
}

impl Story {
    fn hear_one(&mut self, place: usize, events: &[Event]) {
        let event = &events[place];
        self.follow_server(event);
        if event.what == What::TakenBack {
            self.end(place, |told, _| told.by == Teller::Scenario, events);
        } else if unsays(&event.what) {
            self.end(place, |told, first| told.by == Teller::Course && first.server == event.server, events);
        }
        let Some(by) = self.act.teller(event) else { return };
        if by == Teller::Scenario {
            let moment = self.told.partition_point(|told| told.at < event.at);
            let mut place = 0;
            self.told.retain(|told| {
                place += 1;
                place <= moment || !matches!(told.by, Teller::Deed | Teller::Course)
            });
        }
        if by == Teller::Deed
            && let Some(last) = self.told.last_mut()
            && is_same_deed(&events[last.places[0]], event)
        {
            last.places.push(place);
            return;
        }
        self.told.push(Told { at: event.at, places: vec![place], by, over: None });
    }

    /// The last beat is so no longer, if it is one of these.
    fn end(&mut self, place: usize, is: impl Fn(&Told, &Event) -> bool, events: &[Event]) {
        if let Some(last) = self.told.last_mut()
            && last.over.is_none()
            && is(last, &events[last.places[0]])
        {
            last.over = Some(place);
        }
    }

    fn follow_server(&mut self, event: &Event) {
        let Some(server) = event.server else { return };
        let last = self.latest.get(&server).map(|place| &self.stretches[*place]);
        let before = last.cloned().unwrap_or(Stretch {
            server,
            at: Micros(0),
            state: None,
            phase: None,
            epoch: Epoch(0),
        });
        let mut now = Stretch { at: event.at, ..before.clone() };
        match &event.what {
            What::Noted(Note::StateChanged { to }) => now.state = Some(*to),
            What::Noted(Note::PhaseChanged { to }) => now.phase = Some(*to),
            What::Noted(Note::EpochTaken { epoch, .. } | Note::EpochProposed { epoch, .. }) => {
                now.epoch = *epoch;
            }
            What::Started { .. } => {
                (now.state, now.phase) = (Some(ServerState::Looking), Some(Phase::Election));
            }
            What::Crashed | What::PowerLost | What::Exited { .. } => (now.state, now.phase) = (None, None),
            _ => return,
        }
        if last.is_some() && (Stretch { at: before.at, ..now.clone() }) == before {
            return;
        }
        match self.latest.get(&server) {
            Some(place) if before.at == event.at => self.stretches[*place] = now,
            _ => {
                self.latest.insert(server, self.stretches.len());
                self.stretches.push(now);
            }
        }
    }
}

impl Told {
    /// A chapter has a title, and nothing to say.
    fn is_silent(&self) -> bool {
        self.by == Teller::Chapter
    }
}

/// Whether what was told of the same server before is so no longer.
fn unsays(what: &What) -> bool {
    matches!(
        what,
        What::Crashed
            | What::PowerLost
            | What::Exited { .. }
            | What::Noted(
                Note::ElectionStarted { .. }
                    | Note::RoundJoined { .. }
                    | Note::VoteChanged { .. }
                    | Note::WaitBroken { .. }
                    | Note::LeaderLost { .. }
                    | Note::SteppedDown { .. }
            )
    )
}

/// Whether both are part of what somebody did at once, so that one sentence can tell it.
fn is_same_deed(one: &Event, other: &Event) -> bool {
    one.at == other.at
        && matches!(
            (&one.what, &other.what),
            (What::Cut { .. }, What::Cut { .. })
                | (What::Healed { .. }, What::Healed { .. })
                | (What::Slowed { .. }, What::Slowed { .. })
                | (What::NoLongerSlow { .. }, What::NoLongerSlow { .. })
                | (What::Held { .. }, What::Held { .. })
                | (What::Unheld { .. }, What::Unheld { .. })
                | (What::LinkReset { .. }, What::LinkReset { .. })
                | (What::Started { .. }, What::Started { .. })
                | (What::Crashed, What::Crashed)
                | (What::PowerLost, What::PowerLost)
                | (What::Suspended, What::Suspended)
                | (What::Resumed, What::Resumed)
        )
}

impl Act {
    /// Who tells of an event, if it is told.
    fn teller(&mut self, event: &Event) -> Option<Teller> {
        match &event.what {
            What::Said { .. } => Some(Teller::Scenario),
            What::ChapterBegun { .. } => Some(Teller::Chapter),
            What::Violation { invariant, .. } => {
                // What else is broken at the same moment follows from the same.
                let follows = self.broken_at == Some(event.at);
                let news = self.broken.insert(*invariant) && !follows;
                self.broken_at = Some(event.at);
                news.then_some(Teller::Course)
            }
            What::Expected { met: false, .. }
            | What::NotDone { .. }
            | What::NeverCame { .. }
            | What::Stopped { .. } => Some(Teller::Trouble),
            What::Started { .. }
            | What::Crashed
            | What::PowerLost
            | What::Suspended
            | What::Resumed
            | What::ThreadHeld { .. }
            | What::ThreadUnheld { .. }
            | What::DiskChanged { .. }
            | What::DiskWiped
            | What::Cut { .. }
            | What::Healed { .. }
            | What::Slowed { .. }
            | What::NoLongerSlow { .. }
            | What::Held { .. }
            | What::Unheld { .. }
            | What::LinkReset { .. }
            | What::MessageHeld { .. }
            | What::MessageHurried { .. }
            | What::MessageDropped { .. }
            | What::Silent { .. }
            | What::ClientStarted { .. }
            | What::Requested { .. }
            | What::Moved { .. }
            | What::Vanished => Some(Teller::Deed),
            What::StartRefused { .. }
            | What::PersistFailed { .. }
            | What::Exited { .. }
            | What::SessionConnected { .. }
            | What::ServerLost { .. }
            | What::RequestAnswered { .. }
            | What::RequestFailed { .. }
            | What::Expired { .. } => Some(Teller::Course),
            What::Noted(note) => self.is_news(note, event.server).then_some(Teller::Course),
            _ => None,
        }
    }

    /// Whether this is a turning point, and none of a kind that was told already.
    fn is_news(&mut self, note: &Note, server: Option<ServerId>) -> bool {
        match note {
            Note::ElectionStarted { .. } => {
                if self.elected {
                    *self = Act {
                        modes: std::mem::take(&mut self.modes),
                        lost: self.lost,
                        begun: self.begun,
                        broken: std::mem::take(&mut self.broken),
                        broken_at: self.broken_at,
                        ..Act::default()
                    };
                }
                false
            }
            Note::VoteChanged { .. } => {
                self.voter.is_none_or(|voter| Some(voter) == server) && {
                    self.voter = server;
                    true
                }
            }
            Note::RoundJoined { .. } => !std::mem::replace(&mut self.joined, true),
            Note::QuorumAgrees { .. } => !std::mem::replace(&mut self.agreed, true),
            Note::HeardNothing { next, .. } => {
                *next >= SILENCE && !std::mem::replace(&mut self.silence, true)
            }
            Note::Elected { vote, evidence, .. } => {
                self.elected = true;
                self.lost = false;
                Some(vote.leader) == server || *evidence == Evidence::OutOfElection
            }
            Note::EpochProposed { .. } => {
                self.modes = Set::default();
                self.begun = false;
                true
            }
            // To all that is sent in the same way while the epoch begins, it is sent for the same reason.
            Note::Offered { mode, row, .. } => self.modes.insert((*mode, *row == Row::InSync)) || self.begun,
            Note::EpochBegun { .. } => {
                self.begun = true;
                true
            }
            Note::LeaderLost { .. } => !std::mem::replace(&mut self.lost, true),
            Note::Proposed { txn } => {
                let first = self.written.is_none();
                self.written.get_or_insert(txn.zxid);
                first
            }
            Note::AckCounted { zxid, met, .. } => *met && self.written.take_if(|told| told == zxid).is_some(),
            Note::SteppedDown { .. } => {
                self.written = None;
                true
            }
            Note::WaitBroken { .. }
            | Note::EpochTooOld { .. }
            | Note::LearnerAhead { .. }
            | Note::LearnerLost { .. }
            | Note::GapFound { .. }
            | Note::FuzzySnapshot { .. }
            | Note::SyncThreadEnded
            | Note::FastForwarded { .. }
            | Note::CommitWithoutProposal { .. }
            | Note::WrongCommit { .. }
            | Note::HandshakeMissing
            | Note::SessionExpired { .. }
            | Note::ClientTurnedAway { .. } => true,
            _ => false,
        }
    }
}
