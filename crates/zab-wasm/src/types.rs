//! The TypeScript types of all records, as each of them declares its own.

use wasm_bindgen::prelude::*;
use zab::describe::{self, camel_case, camel_case_length};
use zab::message::{Message, Notification, Port};
use zab::note::{self, Note};
use zab::note::{Mode, Row};
use zab::phases::election::links::LinkState;
use zab::request::{self, Answer, ErrorCode, Op, Reply, Stat};
use zab::storage::durable::{DiskStep, EpochFile};
use zab::storage::txn::{Change, Txn};
use zab::timer::Timer;
use zab::vote::{Difference, Key, ServerState, Vote};
use zab_sim::party::{self, ClientState};
use zab_sim::play::timeline::Stride;
use zab_sim::record::chronicle::{Beat, Stretch};
use zab_sim::record::event::{DiskState, Event, Subject, Text, What};
use zab_sim::record::view;
use zab_sim::record::violation::{Fact, Flag, Invariant};

/// A type that is not listed here is missed by the type checker of the page.
// What is read only as constants are evaluated seems unused.
#[allow(dead_code)]
const TYPES: &[&str] = &[
    describe::TYPES,
    zab::message::TYPES,
    request::TYPES,
    zab::storage::durable::TYPES,
    party::TYPES,
    Event::TYPE,
    Text::TYPE,
    Subject::TYPE,
    Stride::TYPE,
    Beat::TYPE,
    Stretch::TYPE,
    DiskState::TYPE,
    zab::threads::Thread::TYPE,
    What::TYPE,
    Invariant::TYPE,
    Flag::TYPE,
    Fact::TYPE,
    Note::TYPE,
    note::Phase::TYPE,
    note::BoxKind::TYPE,
    note::Evidence::TYPE,
    note::IgnoreReason::TYPE,
    note::Remedy::TYPE,
    note::AnswerReason::TYPE,
    note::Queue::TYPE,
    note::AckIgnoreReason::TYPE,
    note::TurnAwayReason::TYPE,
    note::Loss::TYPE,
    note::StepDown::TYPE,
    Message::TYPE,
    Notification::TYPE,
    Port::TYPE,
    Vote::TYPE,
    Key::TYPE,
    Difference::TYPE,
    ServerState::TYPE,
    Timer::TYPE,
    LinkState::TYPE,
    Mode::TYPE,
    Row::TYPE,
    Op::TYPE,
    Answer::TYPE,
    Stat::TYPE,
    Reply::TYPE,
    ErrorCode::TYPE,
    Txn::TYPE,
    Change::TYPE,
    DiskStep::TYPE,
    EpochFile::TYPE,
    ClientState::TYPE,
    view::View::TYPE,
    view::BranchView::TYPE,
    view::ClientView::TYPE,
    view::RequestView::TYPE,
    view::CutView::TYPE,
    view::HoldView::TYPE,
    view::SlowView::TYPE,
    view::ThreadView::TYPE,
    view::ServerView::TYPE,
    view::LogEntryView::TYPE,
    view::ProcessView::TYPE,
    view::ProposalView::TYPE,
    view::NodeView::TYPE,
    view::BallotView::TYPE,
    view::QuorumView::TYPE,
    view::TimerView::TYPE,
    view::LinkView::TYPE,
    view::LearnerView::TYPE,
    view::MessageView::TYPE,
];

// It is read while the module is made, and is not in it.
#[allow(dead_code, clippy::large_const_arrays)]
const BYTES: [u8; camel_case_length(TYPES)] = camel_case(TYPES);

#[wasm_bindgen(typescript_custom_section)]
const TYPESCRIPT: &str = match std::str::from_utf8(&BYTES) {
    Ok(types) => types,
    Err(_) => panic!(),
};
