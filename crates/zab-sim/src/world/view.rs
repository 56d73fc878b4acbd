//! What a world looks like at a moment: its servers, clients and links as the records of [`view`](crate::record::view).

use crate::party::ClientId;
use crate::record::view::{
    BallotView, CLIENT_REQUESTS, ClientView, CutView, HoldView, LOG_ENTRIES, LearnerView, LinkView,
    MessageView, NodeView, ProcessView, ProposalView, QuorumView, RequestView, ServerView, SlowView,
    TREE_NODES, ThreadView, TimerView, View,
};
use crate::world::client::Client;
use crate::world::network::{Parcel, Transit};
use crate::world::{Machine, World};
use zab::collections::table::Table;
use zab::config::LearnerType;
use zab::ids::{Micros, ServerId, Zxid};
use zab::note;
use zab::server::Server;
use zab::storage::database::Database;
use zab::storage::tree::{self, Node, Tree};
use zab::timer::Timer;

impl World {
    /// What there is to see now.
    pub fn view(&self) -> View {
        View {
            now: self.now(),
            next: self.next(),
            events: self.event_count() as u32,
            servers: self.machines.iter().map(|(id, machine)| server(*id, machine)).collect(),
            messages: self.messages(),
            cuts: self.cuts(),
            holds: self.holds(),
            slow: self.network.slow_ways().map(|(from, to, by)| SlowView { from, to, by }).collect(),
            clients: self.hosts.iter().map(|(id, host)| client(*id, &host.client)).collect(),
        }
    }

    fn cuts(&self) -> Vec<CutView> {
        let cuts = self.network.cuts();
        cuts.map(|(from, to, held)| CutView { from, to, held: messages(held.iter()) }).collect()
    }

    fn holds(&self) -> Vec<HoldView> {
        let holds = self.network.whole_holds();
        let held = |waiting: &[(Micros, Transit)]| messages(waiting.iter().map(|(_, transit)| transit));
        holds.map(|((from, to), waiting)| HoldView { from, to, held: held(waiting) }).collect()
    }

    fn messages(&self) -> Vec<MessageView> {
        let under_way = self.network.transits().filter_map(|(arrives, transit, held)| {
            let Parcel::Message(message) = &transit.parcel else { return None };
            Some(MessageView {
                id: transit.cause.0 as u32,
                from: transit.from,
                to: transit.to,
                port: transit.port,
                sent: transit.sent,
                arrives,
                held,
                doomed: !self.network.is_open(transit.connection, transit.to),
                nth: transit.nth.0,
                content: message.summary(),
            })
        });
        // In the order of their numbers; under way they lie in the order of arrival.
        under_way
            .map(|message| (message.id, message))
            .collect::<Table<u32, MessageView>>()
            .into_values()
            .collect()
    }
}

/// How many of these are messages.
fn messages<'a>(held: impl Iterator<Item = &'a Transit>) -> u32 {
    held.filter(|transit| matches!(transit.parcel, Parcel::Message(_))).count() as u32
}

fn server(id: ServerId, machine: &Machine) -> ServerView {
    let disk = machine.disk.written();
    let last = machine.process.as_ref().map_or_else(|| disk.last_zxid(), Server::last_processed);
    let log = machine.disk.log();
    let surplus = machine.disk.log().count().saturating_sub(LOG_ENTRIES);
    ServerView {
        id,
        observes: machine.config.learner_type == LearnerType::Observer,
        lives: machine.lives,
        process: machine.process.as_ref().map(process),
        suspended: machine.is_suspended(),
        disk: machine.disk.state(),
        accepted_epoch: disk.accepted_epoch.unwrap_or_default(),
        current_epoch: disk.current_epoch.unwrap_or_default(),
        next_accepted_epoch: disk.next_accepted_epoch,
        next_current_epoch: disk.next_current_epoch,
        last_zxid: last,
        snapshot: disk.newest_snapshot().map_or(Zxid(0), |snapshot| snapshot.zxid),
        snapshots: machine.disk.snapshots().collect(),
        log: log.skip(surplus).collect(),
    }
}

fn process(server: &Server) -> ProcessView {
    let election = server.election();
    let (kind, standard) = election.standard();
    let supporters = election.supporters(kind, &standard);
    let quorum = &server.config().quorum;
    let ballots = [note::BoxKind::Round, note::BoxKind::OutOfElection].into_iter().flat_map(|each| {
        election.ballots(each).iter().map(move |(voter, ballot)| BallotView {
            ballots: each,
            voter: *voter,
            state: ballot.state,
            vote: ballot.vote,
            counts: each == kind && standard.agrees_with(ballot),
            differs: standard.difference(ballot),
        })
    });
    let timers = server.timers().iter().map(|(timer, deadline)| TimerView {
        timer,
        to: match timer {
            Timer::Dial(to) => Some(to),
            Timer::LearnerRead(connection) | Timer::SnapshotSent(connection) => server.learner_at(connection),
            _ => None,
        },
        since: deadline.since,
        at: deadline.at,
    });
    let links = server.links().iter().map(|(to, state, waiting)| LinkView { to, state, waiting });
    let learners = server.learners().into_iter();
    let proposals = server.proposals().into_iter().map(|proposal| ProposalView {
        zxid: proposal.txn.zxid,
        txn: proposal.txn.clone(),
        acks: proposal.acks,
        met: proposal.met,
    });
    let tree = server.tree().map(Database::tree);
    ProcessView {
        state: server.state(),
        phase: server.phase(),
        round: election.round(),
        vote: server.vote(),
        leader: server.leader(),
        ballots: ballots.collect(),
        quorum: QuorumView {
            met: quorum.is_met(supporters.iter().copied()),
            supporters,
            needed: quorum.needed() as u32,
        },
        finalizing: election.is_finalizing(),
        timers: timers.collect(),
        links: links.collect(),
        held: server.held().map(|(thread, learner)| ThreadView { thread, learner }).collect(),
        learners: learners.map(|(id, synced)| LearnerView { id, synced }).collect(),
        proposals: proposals.collect(),
        tree: tree.map(nodes).unwrap_or_default(),
        znodes: tree
            .map_or(0, |tree| tree.nodes().filter(|(path, _)| !tree::is_reserved(path)).count() as u32),
        nodes: tree.map_or(0, |tree| tree.reported_count() as u32),
        sessions: tree.map_or(0, |tree| tree.sessions().count() as u32),
    }
}

fn nodes(tree: &Tree) -> Vec<NodeView> {
    let own = || tree.nodes().filter(|(path, _)| !tree::is_reserved(path));
    let surplus = own().count().saturating_sub(TREE_NODES);
    let view = |(path, node): (&str, &Node)| NodeView {
        path: path.to_owned(),
        data: node.data.clone(),
        version: node.version,
        owner: node.owner,
    };
    own().skip(surplus).map(view).collect()
}

fn client(id: ClientId, client: &Client) -> ClientView {
    let oldest = client.open_requests().take(CLIENT_REQUESTS);
    let session = client.session();
    ClientView {
        id: id.letter(),
        state: client.state(),
        server: client.server(),
        last_server: client.last_server(),
        session: (session.0 != 0).then_some(session),
        timeout: client.timeout(),
        last_zxid: client.last_zxid(),
        unanswered: client.open_requests().count() as u32,
        oldest: oldest.map(|(cxid, op)| RequestView { cxid, op: op.clone() }).collect(),
        answer: client.last_answer().cloned(),
    }
}
