//! The lines that our server would have logged: its notes and notifications as the events that `zab-logs` reads from a real server's
//! log, so that comparing them is `==`.

use zab::ids::{Round, ServerId, Zxid};
use zab::message::Notification;
use zab::note::{AnswerReason, BoxKind, IgnoreReason, Note};
use zab::vote::{ServerState, Vote};
use zab_logs::ElectionEvent as Line;

/// Makes the lines of one server. It remembers the last proposal, which `ProposalUpdated` names.
pub(crate) struct LineWriter {
    pub(crate) server: ServerId,
    pub(crate) proposal: (ServerId, Zxid),
}

impl LineWriter {
    pub(crate) fn new(server: ServerId) -> LineWriter {
        LineWriter { server, proposal: (ServerId(-1), Zxid::UNKNOWN) }
    }

    /// The lines of the main thread for one step, from its notes and the notifications that it sent, in the order of the log.
    pub(crate) fn main(
        &mut self,
        round: Round,
        notes: &[Note],
        sent: &[(ServerId, Notification)],
    ) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut votes = sent.iter().map(|(to, notification)| self.sending(*to, notification)).collect();
        for note in notes {
            match note {
                Note::ElectionStarted { vote } => {
                    lines.push(self.updating(vote));
                    lines.push(Line::Started { server: id(self.server), zxid: zxid(vote.zxid) });
                    lines.append(&mut votes);
                }
                Note::VoteChanged { to, .. } => {
                    lines.push(self.updating(to));
                    lines.append(&mut votes);
                }
                Note::HeardNothing { next, .. } => {
                    lines.append(&mut votes);
                    lines.push(Line::TimedOut { next_ms: next.0 / 1_000 });
                }
                Note::Compared { heard, against, .. } => lines.push(Line::Compared {
                    leader: id(heard.leader),
                    own_leader: id(against.leader),
                    zxid: zxid(heard.zxid),
                    own_zxid: zxid(against.zxid),
                    peer_epochs: Some((heard.peer_epoch.0, against.peer_epoch.0)),
                }),
                Note::BallotStored { ballots: BoxKind::Round, voter, vote, state: ServerState::Looking } => {
                    lines.push(Line::VoteAdded {
                        from: id(*voter),
                        leader: id(vote.leader),
                        zxid: zxid(vote.zxid),
                        round: vote.round.0,
                    });
                }
                Note::Ignored { from, state, vote, reason } => {
                    lines.extend(ignoring(round, *from, *state, vote, *reason));
                }
                Note::Elected { vote, .. } => lines.push(Line::Decided {
                    leader: id(vote.leader),
                    zxid: zxid(vote.zxid),
                    server: id(self.server),
                    state: zab_logs::ServerState::Looking,
                }),
                Note::StateChanged { to } => {
                    if let Some(Line::Decided { state, .. }) = lines.last_mut() {
                        *state = state_in_log(*to);
                    }
                }
                // Not logged by ZooKeeper.
                _ => {}
            }
        }
        lines
    }

    /// The lines of the receiver thread for the notifications that it answered.
    pub(crate) fn receiver(&self, notes: &[Note], sent: &[(ServerId, Notification)]) -> Vec<Line> {
        let answers = notes.iter().filter_map(|note| match note {
            Note::Answered { to, reason } => Some((*to, *reason)),
            _ => None,
        });
        answers
            .zip(sent)
            .filter(|((_, reason), _)| *reason == AnswerReason::AskerIsLooking)
            .map(|((to, _), (_, notification))| Line::ReplySent {
                server: id(self.server),
                recipient: id(to),
                zxid: zxid(notification.vote.zxid),
                leader: id(notification.vote.leader),
                config_version: None,
            })
            .collect()
    }

    fn updating(&mut self, vote: &Vote) -> Line {
        let (old_leader, old_zxid) = std::mem::replace(&mut self.proposal, (vote.leader, vote.zxid));
        Line::ProposalUpdated {
            leader: id(vote.leader),
            zxid: zxid(vote.zxid),
            old_leader: id(old_leader),
            old_zxid: zxid(old_zxid),
        }
    }

    fn sending(&self, to: ServerId, notification: &Notification) -> Line {
        let vote = &notification.vote;
        Line::NotificationSent {
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
) -> Option<Line> {
    Some(match reason {
        IgnoreReason::SenderHasNoVote => {
            Line::ForeignVoterIgnored { leader: id(vote.leader), from: id(from) }
        }
        IgnoreReason::CandidateHasNoVote => {
            Line::ForeignLeaderIgnored { leader: id(vote.leader), from: id(from) }
        }
        IgnoreReason::FromObserver => Line::ObserverIgnored { from: id(from) },
        IgnoreReason::OwnHistoryUnknown => Line::IgnoredWithoutHistory,
        IgnoreReason::TheirHistoryUnknown => Line::VoterWithoutHistoryIgnored { from: id(from) },
        IgnoreReason::EarlierRound => Line::EarlierRoundIgnored { round: vote.round.0, own_round: round.0 },
        IgnoreReason::NotYetConvincing if state == ServerState::Leading => {
            Line::OracleAsked { follow: false }
        }
        IgnoreReason::NotYetConvincing | IgnoreReason::LostWhileWaiting => return None,
    })
}

/// A state as `zab-logs` has it.
pub(crate) fn state_in_log(state: ServerState) -> zab_logs::ServerState {
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
