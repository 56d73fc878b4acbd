//! What clients may count on: the order of their writes, and how new what they read is.
//!
//! How new an answer is its zxid tells: that of the last transaction that the server had applied, or of the write itself.

use super::{AtServer, Checker, Found};
use crate::party::{ClientId, Party};
use crate::record::event::{Event, What};
use crate::record::violation::{Fact, Invariant};
use zab::collections::queue::Queue;
use zab::collections::table::Table;
use zab::ids::{ServerId, SessionId, Zxid};
use zab::message::Message;
use zab::request::{Answer, Cxid, Op};
use zab::storage::txn::{Change, Txn};
use zab::vote::ServerState;

/// What was seen of all clients.
#[derive(Clone, Debug, Default)]
pub(super) struct Clients {
    clients: Table<char, Seen>,
    /// Of each session's writes that were broadcast the one with the highest zxid, and its event.
    writes: Table<SessionId, (Cxid, Zxid, u32)>,
    /// The newest write of which anybody was told that it is done.
    told: Zxid,
    /// What the leader had committed when it let a learner's syncs pass, those that are not answered yet, by learner.
    syncs: Table<ServerId, Queue<Zxid>>,
}

/// What was seen of a client.
#[derive(Clone, Debug, Default)]
struct Seen {
    /// The newest answer, and its event.
    newest: (Zxid, u32),
    /// The newest of its own writes that was answered, and the event.
    written: (Zxid, u32),
    /// For each request that has not come to its end: the newest write that anybody had been told of when it was asked for.
    open: Queue<Zxid>,
    /// The syncs that it has sent.
    syncs: Queue<Cxid>,
}

impl Clients {
    /// A server has lost its leader, and with it what it waits for.
    pub(super) fn forget_syncs(&mut self, server: ServerId) {
        self.syncs.remove(&server);
    }
}

impl Checker {
    /// Hears of what concerns clients.
    pub(super) fn hear_client(&mut self, event: &Event) {
        match (&event.what, event.client, event.server) {
            (What::ClientStarted { .. }, Some(client), _) => {
                self.clients.clients.insert(client, Seen::default());
            }
            (What::Requested { .. }, Some(client), _) => {
                let told = self.clients.told;
                self.client(client).open.push_back(told);
            }
            (What::RequestFailed { .. }, Some(client), _) => _ = self.client(client).open.pop_front(),
            (What::RequestAnswered { op, zxid, answer, .. }, Some(client), _) => {
                self.on_answered(client, event.id, op, *zxid, answer);
            }
            (What::Sent { content: Message::Ask { cxid, op }, .. }, Some(client), _) => {
                if let Op::Sync { .. } = **op {
                    self.client(client).syncs.push_back(*cxid);
                }
            }
            (What::Sent { to: Party::Server(to), content: Message::Sync }, _, Some(leader)) => {
                let committed = self.servers.get(&leader).map_or(Zxid(0), |seen| seen.last_committed);
                self.clients.syncs.get_or_insert_with(*to, Queue::default).push_back(committed);
            }
            (What::Sent { to: Party::Client(to), content: Message::Answer(reply) }, _, Some(server)) => {
                let found = Found { whom: server, event: event.id };
                self.on_answer_sent(found, *to, reply.cxid, reply.zxid);
            }
            _ => {}
        }
    }

    fn client(&mut self, client: char) -> &mut Seen {
        self.clients.clients.get_or_insert_with(client, Seen::default)
    }

    fn on_answered(&mut self, client: char, event: u32, op: &Op, zxid: Zxid, answer: &Answer) {
        let seen = self.client(client);
        let asked_after = seen.open.pop_front().unwrap_or_default();
        let (newest, written) = (seen.newest, seen.written);
        let answered = |(zxid, event)| Fact::Answered { client, zxid, event };
        let Some(whom) = ClientId::named(client.encode_utf8(&mut [0; 4])).map(Party::Client) else { return };
        let (found, this) = (Found { whom, event }, (zxid, event));
        if zxid < newest.0 {
            self.tell(Invariant::ReadMonotone, found, [answered(newest), answered(this)]);
        }
        if !op.is_write() && zxid < written.0 {
            self.tell(Invariant::ReadYourWrites, found, [answered(written), answered(this)]);
        }
        let seen = self.client(client);
        seen.newest = this.max(newest);
        if !op.is_write() || matches!(answer, Answer::Failed(_)) {
            return;
        }
        seen.written = this.max(written);
        if zxid <= asked_after {
            let earlier = Fact::Answered { client, zxid: asked_after, event };
            self.tell(Invariant::LinearizableWrites, found, [earlier, answered(this)]);
        }
        self.clients.told = self.clients.told.max(zxid);
        let delivered = self.delivered;
        let acknowledged =
            self.histories.back_from(delivered).find(|place| self.histories.last(*place) <= zxid);
        if let Some(acknowledged) = acknowledged
            && self.histories.is_prefix(self.acknowledged, acknowledged)
        {
            self.acknowledged = acknowledged;
        }
    }

    /// A server answers a client: a sync, perhaps. A leader's own clients read at once.
    fn on_answer_sent(&mut self, found: AtServer, client: ClientId, cxid: Cxid, zxid: Zxid) {
        let seen = self.client(client.letter());
        while seen.syncs.pop_front_if(|sync| *sync < cxid).is_some() {}
        if seen.syncs.pop_front_if(|sync| *sync == cxid).is_none() {
            return;
        }
        let leads = |seen: &super::Seen| seen.state == ServerState::Leading;
        if self.servers.get(&found.whom).is_some_and(leads) {
            return;
        }
        let syncs = self.clients.syncs.get_mut(&found.whom);
        // Without its leader's word no learner can know.
        let committed = syncs.and_then(Queue::pop_front);
        if committed.is_none_or(|committed| zxid < committed) {
            let answered = Fact::Answered { client: client.letter(), zxid, event: found.event };
            let missing = committed.map(|zxid| Fact::NotDelivered { server: found.whom, zxid });
            self.tell(Invariant::SyncFresh, found, [answered].into_iter().chain(missing));
        }
    }

    /// A session's write becomes a transaction. What only says that a write has failed is in nobody's way: a client that has moved
    /// may be overtaken by what it asked for elsewhere, and that fails. The order is that of the transactions, whenever they are broadcast:
    /// a leader that was deposed and does not know it may propose what it was asked for long ago.
    pub(super) fn on_session_write(&mut self, found: AtServer, txn: &Txn) {
        if txn.cxid <= 0 || matches!(*txn.change, Change::Error(_) | Change::CreateSession { .. }) {
            return;
        }
        let this = (txn.cxid, txn.zxid, found.event);
        let newest = self.clients.writes.get(&txn.session).copied();
        if newest.is_none_or(|newest| newest.1 < txn.zxid) {
            self.clients.writes.insert(txn.session, this);
        }
        let fact = |(cxid, zxid, event)| Fact::Became { session: txn.session, cxid, zxid, event };
        if let Some(newest) = newest
            && newest.0.cmp(&txn.cxid) != newest.1.cmp(&txn.zxid)
        {
            self.tell(Invariant::SessionOrder, found, [fact(newest), fact(this)]);
        }
    }
}
