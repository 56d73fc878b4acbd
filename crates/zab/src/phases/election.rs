//! Fast Leader Election: a LOOKING server finds out whom to follow, or that it leads.
//!
//! A server votes for itself, tells everyone, and listens. A better vote it makes its own and tells everyone again.
//! It keeps every voter's latest ballot, and when a quorum of ballots equals its own vote it waits a moment for a
//! better one, then is done. A server that comes late hears from the others that they have a leader already;
//! once a quorum says so, the leader itself among them, it joins.
//!
//! Reference §2.4, `FastLeaderElection.lookForLeader`; TLA+ `FastLeaderElection.tla`. Each step of its loop is one
//! `run` of the main unit here.

pub mod links;

pub mod receiver;

use crate::collections::queue::Queue;
use crate::config::LearnerType;
use crate::ids::{Cause, Epoch, Micros, Round, ServerId, Zxid};
use crate::io::{Outbox, Output};
use crate::message::Notification;
use crate::note::{BoxKind, Evidence, IgnoreReason, Note, Remedy};
use crate::server::{Looking, Role, Server};
use crate::timer::Timer;
use crate::vote::{Ballot, BallotBox, Comparison, ServerState, Vote};

/// The code with which a process ends that cannot read its disk (`ExitCode.UNEXPECTED_ERROR`).
const EXIT_UNEXPECTED_ERROR: u8 = 1;

/// What a server knows of elections. Round, vote and queue outlive an election; the boxes are emptied when the
/// next one starts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Election {
    /// The logical clock.
    pub(crate) round: Round,
    /// Notifications that the receiver handed over (`recvqueue`).
    pub(crate) queue: Queue<(Cause, ServerId, Notification)>,
    /// Whom the server proposes; its round is in the vote that it sends, not here.
    proposal: Vote,
    /// The vote for itself that this election began with.
    initial: Vote,
    /// The ballots of this round (`recvset`).
    ballots: BallotBox,
    /// What servers report that have a leader (`outofelection`).
    out_of_election: BallotBox,
    /// How long the server waits for a notification before it sends again.
    patience: Micros,
    /// A quorum is found, and the server waits for a better vote.
    finalizing: bool,
    /// What ended the election: a ballot, and the box in which a quorum agreed with it.
    decided: Option<(BoxKind, Ballot)>,
}

impl Election {
    pub(crate) fn new() -> Election {
        let nobody =
            Vote { round: Round(0), leader: ServerId(-1), zxid: Zxid::UNKNOWN, peer_epoch: Epoch(-1) };
        Election {
            round: Round(0),
            queue: Queue::default(),
            proposal: nobody,
            initial: nobody,
            ballots: BallotBox::default(),
            out_of_election: BallotBox::default(),
            patience: Micros(0),
            finalizing: false,
            decided: None,
        }
    }

    /// The vote as the server would send it now.
    pub fn vote(&self) -> Vote {
        Vote { round: self.round, ..self.proposal }
    }

    /// The logical clock.
    pub fn round(&self) -> Round {
        self.round
    }

    /// One of the two ballot boxes; after an election, as it was when the server decided.
    pub fn ballots(&self, kind: BoxKind) -> &BallotBox {
        match kind {
            BoxKind::Round => &self.ballots,
            BoxKind::OutOfElection => &self.out_of_election,
        }
    }

    /// Whether a quorum is found and the server waits for a better vote.
    pub fn is_finalizing(&self) -> bool {
        self.finalizing
    }

    /// The ballot that others are held against, and the box in which they are counted: the server's own vote, or
    /// after the election what ended it.
    pub fn standard(&self) -> (BoxKind, Ballot) {
        self.decided.unwrap_or((BoxKind::Round, Ballot::looking(self.vote())))
    }

    /// The voters of a box whose ballots agree with this one.
    pub fn supporters(&self, kind: BoxKind, of: &Ballot) -> Vec<ServerId> {
        let agreeing = self.ballots(kind).iter().filter(|(_, ballot)| of.agrees_with(ballot));
        agreeing.map(|(voter, _)| *voter).collect()
    }
}

impl Server {
    /// Begins an election: next round, a vote for itself, told to every voter, itself included.
    pub(crate) fn start_election(&mut self, now: Micros, cause: Cause, out: &mut Outbox) -> bool {
        self.role = Role::Looking(Looking::Electing);
        // What was dropped after a synchronization that was given up is read again.
        if self.database.is_none() && self.durable.check_log(self.config.release).is_err() {
            // Differs: ZooKeeper's main thread fails here again and again, and the process never elects.
            out.push(cause, Output::Exit { code: EXIT_UNEXPECTED_ERROR });
            return true;
        }
        self.database_mut();
        let initial = self.initial_vote();
        let election = &mut self.election;
        election.round = election.round.next();
        election.initial = initial;
        election.proposal = initial;
        election.ballots.clear();
        election.out_of_election.clear();
        election.finalizing = false;
        election.decided = None;
        election.patience = self.config.notification_interval_min;
        let why = out.note(cause, Note::ElectionStarted { vote: self.election.vote() });
        self.tell_all(why);
        self.listen(now, why);
        true
    }

    /// One step of the election: the next notification, or else the end of a wait.
    pub(crate) fn run_election(&mut self, now: Micros, out: &mut Outbox) -> bool {
        if let Some((cause, from, notification)) = self.election.queue.pop_front() {
            if self.election.finalizing {
                self.on_notification_while_finalizing(now, cause, from, notification, out);
            } else {
                let why = self.on_notification(now, cause, from, notification, out);
                // The next poll starts with its full time, whatever this one brought.
                if self.state() == ServerState::Looking && !self.election.finalizing {
                    self.listen(now, why);
                }
            }
            true
        } else if let Some(cause) = self.timers.take_due(Timer::FinalizeWait, now) {
            let vote = self.election.vote();
            self.elect(now, cause, Evidence::Quorum, Ballot::looking(vote), out);
            true
        } else if let Some(cause) = self.timers.take_due(Timer::Notification, now) {
            self.on_heard_nothing(now, cause, out);
            true
        } else {
            false
        }
    }

    /// The vote that a server begins with: itself, with what it has. A server without a vote votes for nobody, and an
    /// observer with a history below all others (reference §2.2).
    fn initial_vote(&self) -> Vote {
        let votes = self.config.quorum.is_voter(self.id());
        let observes = self.config.learner_type == LearnerType::Observer;
        Vote {
            round: self.election.round,
            leader: if votes { self.id() } else { ServerId::NOBODY },
            zxid: if observes { Zxid::LOWEST } else { self.last_processed() },
            peer_epoch: if observes { Epoch::LOWEST } else { self.current_epoch() },
        }
    }

    fn tell_all(&mut self, cause: Cause) {
        let notification = Notification::new(self.state(), self.election.vote());
        let voters: Vec<ServerId> = self.config.quorum.voters().iter().copied().collect();
        for voter in voters {
            self.send_notification(cause, voter, notification);
        }
    }

    fn listen(&mut self, now: Micros, cause: Cause) {
        self.timers.set(Timer::Notification, now, self.election.patience, cause);
    }

    fn on_heard_nothing(&mut self, now: Micros, cause: Cause, out: &mut Outbox) {
        let remedy = if self.links.have_delivered() { Remedy::SendAgain } else { Remedy::DialAgain };
        let next = self.election.patience.times(2).min(self.config.notification_interval_max);
        self.election.patience = next;
        let why = out.note(cause, Note::HeardNothing { remedy, next });
        match remedy {
            Remedy::SendAgain => self.tell_all(why),
            Remedy::DialAgain => self.dial_all(now, why, out),
        }
        self.listen(now, why);
    }

    /// Takes up one notification; returns the last thing it led to.
    fn on_notification(
        &mut self,
        now: Micros,
        cause: Cause,
        from: ServerId,
        heard: Notification,
        out: &mut Outbox,
    ) -> Cause {
        let quorum = &self.config.quorum;
        let reason = if !quorum.is_voter(from) {
            Some(IgnoreReason::SenderHasNoVote)
        } else if !quorum.is_voter(heard.vote.leader) {
            Some(IgnoreReason::CandidateHasNoVote)
        } else if heard.state == ServerState::Observing {
            Some(IgnoreReason::FromObserver)
        } else {
            None
        };
        if let Some(reason) = reason {
            return ignore(cause, from, &heard, reason, out);
        }
        match heard.state {
            ServerState::Looking => self.on_looking(now, cause, from, heard, out),
            _ => self.on_settled(now, cause, from, heard, out),
        }
    }

    /// A notification from a server that is LOOKING too.
    fn on_looking(
        &mut self,
        now: Micros,
        cause: Cause,
        from: ServerId,
        notification: Notification,
        out: &mut Outbox,
    ) -> Cause {
        let heard = notification.vote;
        let running = self.election.round;
        let reason = if self.election.initial.zxid == Zxid::UNKNOWN {
            Some(IgnoreReason::OwnHistoryUnknown)
        } else if heard.zxid == Zxid::UNKNOWN {
            Some(IgnoreReason::TheirHistoryUnknown)
        } else if heard.round < running {
            Some(IgnoreReason::EarlierRound)
        } else {
            None
        };
        if let Some(reason) = reason {
            return ignore(cause, from, &notification, reason, out);
        }
        let joins = heard.round > running;
        let proposal = self.election.vote();
        let (mut why, mut against) = (cause, proposal);
        if joins {
            why = out.note(why, Note::RoundJoined { from, left: running, joined: heard.round });
            self.election.round = heard.round;
            self.election.ballots.clear();
            // Put against the initial vote: what was learned in the old round is forgotten.
            against = Vote { round: heard.round, ..self.election.initial };
        }
        let (compared, wins) = self.compare(why, from, heard, against, out);
        why = compared;
        if joins || wins {
            why = self.change_vote(why, proposal, if wins { heard } else { against }, out);
        }
        why = self.store(why, BoxKind::Round, from, Ballot::looking(heard), out);

        let vote = self.election.vote();
        let supporters = self.election.supporters(BoxKind::Round, &Ballot::looking(vote));
        if self.config.quorum.is_met(supporters.iter().copied()) {
            why = out.note(why, Note::QuorumAgrees { vote, supporters });
            self.election.finalizing = true;
            self.timers.stop(Timer::Notification);
            self.timers.set(Timer::FinalizeWait, now, self.config.finalize_wait, why);
        }
        why
    }

    /// While it waits, a server looks only for a better vote. The better one goes back to the end of the queue,
    /// to be taken up as usual; any other is thrown away, its sender's state and round unseen.
    fn on_notification_while_finalizing(
        &mut self,
        now: Micros,
        cause: Cause,
        from: ServerId,
        heard: Notification,
        out: &mut Outbox,
    ) {
        let (why, wins) = self.compare(cause, from, heard.vote, self.election.vote(), out);
        if wins {
            let why = out.note(why, Note::WaitBroken { by: from });
            self.election.queue.push_back((why, from, heard));
            self.election.finalizing = false;
            self.timers.stop(Timer::FinalizeWait);
            self.listen(now, why);
        } else {
            let why = ignore(why, from, &heard, IgnoreReason::LostWhileWaiting, out);
            // Each message, even a losing one, makes the wait start again.
            self.timers.set(Timer::FinalizeWait, now, self.config.finalize_wait, why);
        }
    }

    /// A notification from a server that follows or leads already.
    fn on_settled(
        &mut self,
        now: Micros,
        cause: Cause,
        from: ServerId,
        heard: Notification,
        out: &mut Outbox,
    ) -> Cause {
        let ballot = Ballot { vote: heard.vote, state: heard.state, version: heard.version };
        let mut why = cause;
        if heard.vote.round == self.election.round {
            // ZooKeeper does not record the version here, so that the ballots of this box agree by leader alone.
            why = self.store(why, BoxKind::Round, from, Ballot { version: 0, ..ballot }, out);
            if self.convinces(BoxKind::Round, &ballot) {
                return self.elect(now, why, Evidence::SameRound, ballot, out);
            }
        }
        why = self.store(why, BoxKind::OutOfElection, from, ballot, out);
        if self.convinces(BoxKind::OutOfElection, &ballot) {
            self.election.round = heard.vote.round;
            return self.elect(now, why, Evidence::OutOfElection, ballot, out);
        }
        ignore(why, from, &heard, IgnoreReason::NotYetConvincing, out)
    }

    /// Whether a quorum of a box agrees with a ballot, and the leader it names is known to lead (`checkLeader`):
    /// another server must have said so itself; this one leads only if its clock still shows that round.
    fn convinces(&self, kind: BoxKind, ballot: &Ballot) -> bool {
        let leader = ballot.vote.leader;
        let leads = if leader == self.id() {
            self.election.round == ballot.vote.round
        } else {
            let own_word = self.election.ballots(kind).get(&leader);
            own_word.is_some_and(|ballot| ballot.state == ServerState::Leading)
        };
        leads && self.config.quorum.is_met(self.election.supporters(kind, ballot))
    }

    fn compare(
        &mut self,
        cause: Cause,
        from: ServerId,
        heard: Vote,
        against: Vote,
        out: &mut Outbox,
    ) -> (Cause, bool) {
        let Comparison { beats, by } = heard.compare(&against, &self.config.quorum);
        let why = out.note(cause, Note::Compared { from, heard, against, beats, by });
        (why, beats)
    }

    fn change_vote(&mut self, cause: Cause, from: Vote, to: Vote, out: &mut Outbox) -> Cause {
        self.election.proposal = to;
        let why = out.note(cause, Note::VoteChanged { from, to: self.election.vote() });
        self.tell_all(why);
        why
    }

    fn store(
        &mut self,
        cause: Cause,
        kind: BoxKind,
        voter: ServerId,
        ballot: Ballot,
        out: &mut Outbox,
    ) -> Cause {
        let ballots = match kind {
            BoxKind::Round => &mut self.election.ballots,
            BoxKind::OutOfElection => &mut self.election.out_of_election,
        };
        ballots.insert(voter, ballot);
        let Ballot { vote, state, .. } = ballot;
        out.note(cause, Note::BallotStored { ballots: kind, voter, vote, state })
    }

    /// Leaves the election: the vote becomes the current one, and what is still queued is forgotten.
    fn elect(
        &mut self,
        now: Micros,
        cause: Cause,
        evidence: Evidence,
        ballot: Ballot,
        out: &mut Outbox,
    ) -> Cause {
        let (vote, kind) = (ballot.vote, evidence.ballots());
        let supporters = self.election.supporters(kind, &ballot);
        let why = out.note(cause, Note::Elected { vote, evidence, supporters });
        self.election.finalizing = false;
        self.election.decided = Some((kind, ballot));
        self.election.queue.clear();
        // Differs: in ZooKeeper the state changes first, so that for a moment a reply carries the new state and the vote of the
        // election before (reference §2.6).
        self.current_vote = vote;
        self.timers.stop(Timer::Notification);
        self.timers.stop(Timer::FinalizeWait);
        if vote.leader == self.id() {
            self.become_leading(why, out);
        } else {
            self.become_learning(now, why, vote.leader, out);
        }
        why
    }
}

fn ignore(
    cause: Cause,
    from: ServerId,
    notification: &Notification,
    reason: IgnoreReason,
    out: &mut Outbox,
) -> Cause {
    let Notification { state, vote, .. } = *notification;
    out.note(cause, Note::Ignored { from, state, vote, reason })
}
