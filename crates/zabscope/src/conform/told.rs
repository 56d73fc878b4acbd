//! What our server would have logged: its notes and its votes in the words of a real server's log.
//!
//! Both sides are then values of the same type, and to compare is to ask whether they are equal.

use zab::ids::{Round, ServerId, Zxid};
use zab::message::Notification;
use zab::note::{AnswerReason, BoxKind, IgnoreReason, Note};
use zab::vote::{ServerState, Vote};
use zab_logs::ElectionEvent as Told;

/// A teller: who speaks, and the proposal it spoke of last.
pub(crate) struct Teller {
    pub(crate) server: ServerId,
    pub(crate) proposal: (ServerId, Zxid),
}

impl Teller {
    pub(crate) fn new(server: ServerId) -> Teller {
        Teller { server, proposal: (ServerId(-1), Zxid::UNKNOWN) }
    }

    /// What the main thread logs for what one of its steps noted and sent in this round, in the order of the lines.
    pub(crate) fn main(
        &mut self,
        round: Round,
        notes: &[Note],
        sent: &[(ServerId, Notification)],
    ) -> Vec<Told> {
        let mut told = Vec::new();
        let mut votes = sent.iter().map(|(to, notification)| self.sending(*to, notification)).collect();
        for note in notes {
            match note {
                Note::ElectionStarted { vote } => {
                    told.push(self.updating(vote));
                    told.push(Told::Started { server: id(self.server), zxid: zxid(vote.zxid) });
                    told.append(&mut votes);
                }
                Note::VoteChanged { to, .. } => {
                    told.push(self.updating(to));
                    told.append(&mut votes);
                }
                Note::HeardNothing { next, .. } => {
                    told.append(&mut votes);
                    told.push(Told::TimedOut { next_ms: next.0 / 1_000 });
                }
                Note::Compared { heard, against, .. } => told.push(Told::Compared {
                    leader: id(heard.leader),
                    own_leader: id(against.leader),
                    zxid: zxid(heard.zxid),
                    own_zxid: zxid(against.zxid),
                    peer_epochs: Some((heard.peer_epoch.0, against.peer_epoch.0)),
                }),
                Note::BallotStored { ballots: BoxKind::Round, voter, vote, state: ServerState::Looking } => {
                    told.push(Told::VoteAdded {
                        from: id(*voter),
                        leader: id(vote.leader),
                        zxid: zxid(vote.zxid),
                        round: vote.round.0,
                    });
                }
                Note::Ignored { from, state, vote, reason } => {
                    told.extend(ignoring(round, *from, *state, vote, *reason));
                }
                Note::Elected { vote, .. } => told.push(Told::Decided {
                    leader: id(vote.leader),
                    zxid: zxid(vote.zxid),
                    server: id(self.server),
                    state: zab_logs::ServerState::Looking,
                }),
                Note::StateChanged { to } => {
                    if let Some(Told::Decided { state, .. }) = told.last_mut() {
                        *state = word(*to);
                    }
                }
                // What no line tells.
                _ => {}
            }
        }
        told
    }

    /// What the receiver logs for what it answered.
    pub(crate) fn receiver(&self, notes: &[Note], sent: &[(ServerId, Notification)]) -> Vec<Told> {
        let answers = notes.iter().filter_map(|note| match note {
            Note::Answered { to, reason } => Some((*to, *reason)),
            _ => None,
        });
        answers
            .zip(sent)
            .filter(|((_, reason), _)| *reason == AnswerReason::AskerIsLooking)
            .map(|((to, _), (_, notification))| Told::ReplySent {
                server: id(self.server),
                recipient: id(to),
                zxid: zxid(notification.vote.zxid),
                leader: id(notification.vote.leader),
                config_version: None,
            })
            .collect()
    }

    fn updating(&mut self, vote: &Vote) -> Told {
        let (old_leader, old_zxid) = std::mem::replace(&mut self.proposal, (vote.leader, vote.zxid));
        Told::ProposalUpdated {
            leader: id(vote.leader),
            zxid: zxid(vote.zxid),
            old_leader: id(old_leader),
            old_zxid: zxid(old_zxid),
        }
    }

    fn sending(&self, to: ServerId, notification: &Notification) -> Told {
        let vote = &notification.vote;
        Told::NotificationSent {
            leader: id(vote.leader),
            zxid: zxid(vote.zxid),
            round: vote.round.0,
            recipient: id(to),
            server: id(self.server),
            peer_epoch: vote.peer_epoch.0,
        }
    }
}

fn ignoring(
    round: Round,
    from: ServerId,
    state: ServerState,
    vote: &Vote,
    reason: IgnoreReason,
) -> Option<Told> {
    Some(match reason {
        IgnoreReason::SenderHasNoVote => {
            Told::ForeignVoterIgnored { leader: id(vote.leader), from: id(from) }
        }
        IgnoreReason::CandidateHasNoVote => {
            Told::ForeignLeaderIgnored { leader: id(vote.leader), from: id(from) }
        }
        IgnoreReason::FromObserver => Told::ObserverIgnored { from: id(from) },
        IgnoreReason::OwnHistoryUnknown => Told::IgnoredWithoutHistory,
        IgnoreReason::TheirHistoryUnknown => Told::VoterWithoutHistoryIgnored { from: id(from) },
        IgnoreReason::EarlierRound => Told::EarlierRoundIgnored { round: vote.round.0, own_round: round.0 },
        IgnoreReason::NotYetConvincing if state == ServerState::Leading => {
            Told::OracleAsked { follow: false }
        }
        IgnoreReason::NotYetConvincing | IgnoreReason::LostWhileWaiting => return None,
    })
}

/// A state in the words of a log.
pub(crate) fn word(state: ServerState) -> zab_logs::ServerState {
    match state {
        ServerState::Looking => zab_logs::ServerState::Looking,
        ServerState::Following => zab_logs::ServerState::Following,
        ServerState::Leading => zab_logs::ServerState::Leading,
        ServerState::Observing => zab_logs::ServerState::Observing,
    }
}

fn id(server: ServerId) -> zab_logs::ServerId {
    zab_logs::ServerId(server.0)
}

fn zxid(zxid: Zxid) -> zab_logs::Zxid {
    zab_logs::Zxid(zxid.0)
}
