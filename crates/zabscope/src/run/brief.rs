//! An event in few words, for a column: those of the trace are whole, and too long for that.

use zab::message::Message;
use zab::note::Note;
use zab::request::{Answer, Op};
use zab::storage::durable::DiskStep;
use zab::storage::txn::Change;
use zab::vote::{Key, ServerState, Vote};
use zab_sim::record::event::{DiskState, Text, What};

/// What happened, in few words. What is said in several languages has a line for each.
pub(crate) fn brief(what: &What) -> String {
    match what {
        What::Said { text, .. } => said(text),
        What::ChapterBegun { title } => format!("§ {}", said(title)),
        What::TakenBack => String::from("(what was said is so no longer)"),
        What::Withheld { text } => format!("(not said, for it is not so: {})", said(text)),
        What::Paused => String::from("(pause)"),
        What::Expected { text, met: true } => format!("✓ {text}"),
        What::Expected { text, met: false } => format!("✗ {text}"),
        What::NotDone { command, reason } => format!("✗ {command}: {reason}"),
        What::NeverCame { moment } => format!("✗ {moment}: it never came"),
        What::Stopped { commands_left } => format!("✗ too much has happened; commands left: {commands_left}"),
        What::Violation { invariant, .. } => format!("✗ {invariant}"),

        What::Started { life: 1 } => String::from("▲ starts"),
        What::Started { .. } => String::from("▲ starts again"),
        What::Crashed => String::from("▼ crashes"),
        What::PowerLost => String::from("▼ loses its power"),
        What::Suspended => String::from("▼ suspended"),
        What::Resumed => String::from("▲ resumed"),
        What::ThreadHeld { thread, .. } => format!("▼ {thread} thread held"),
        What::ThreadUnheld { thread, .. } => format!("▲ {thread} thread let go"),
        What::DiskChanged { to, by: Some(by) } => format!("▼ disk {to}, by {by}"),
        What::DiskChanged { to: DiskState::Sound, .. } => String::from("▲ disk works"),
        What::DiskChanged { to, .. } => format!("▼ disk {to}"),
        What::DiskWiped => String::from("▼ disk wiped"),
        What::Cut { from, to } => format!("▼ nothing passes from {from} to {to}"),
        What::Healed { from, to } => format!("▲ all passes from {from} to {to}"),
        What::Slowed { from, to, by } => format!("▼ {from} to {to} slower by {by}"),
        What::NoLongerSlow { from, to } => format!("▲ {from} to {to} as fast as usual"),
        What::Held { from, to } => format!("▼ all waits from {from} to {to}"),
        What::Unheld { from, to } => format!("▲ all is let go from {from} to {to}"),
        What::LinkReset { from, to } => format!("▼ connections of {from} and {to} reset"),
        What::MessageHeld { from, to, content, .. } => format!("▼ held {from}→{to} {}", message(content)),
        What::MessageHurried { from, to, content, .. } => format!("▲ now {from}→{to} {}", message(content)),
        What::MessageDropped { from, to, content, .. } => {
            format!("▼ dropped {from}→{to} {}", message(content))
        }
        What::Silent { connections } => format!("▼ {connections} silent connections"),
        What::Dialled { to, port } => format!("dials {to}: {port}"),
        What::GaveUpDial { to, port } => format!("gives up dialling {to}: {port}"),
        What::Connected { to, port } => format!("connected to {to}: {port}"),
        What::Refused { to, port } => format!("refused by {to}: {port}"),
        What::Accepted { from, port } => format!("accepts {from}: {port}"),
        What::Closed { to, port } => format!("closes {to}: {port}"),
        What::Ended { from, port } => format!("closed by {from}: {port}"),
        What::Reset { from, port } => format!("reset by {from}: {port}"),
        What::Sent { to, content } => format!("→{to} {}", message(content)),
        What::Delivered { from, content, .. } => format!("←{from} {}", message(content)),
        What::Lost { from, .. } => format!("←{from} lost"),
        What::NotConnected => String::from("not connected"),
        What::StartRefused { reason } => format!("▼ refuses to start: {reason}"),
        What::Exited { code } => format!("▼ exits with {code}"),
        What::Persisting { step } => format!("writing {}", written(step)),
        What::PersistFailed { step } => format!("▼ could not write {}", written(step)),
        What::Persisted { step } => format!("wrote {}", written(step)),
        What::Drew { span } => format!("drew {span}"),
        What::DrewSnapshotTiming { surplus } => format!("drew {surplus} more to a snapshot"),

        What::ClientStarted { .. } => String::from("▲ starts"),
        What::Requested { op } => format!("wants {}", operation(op)),
        What::Moved { to } => format!("moves to {to}"),
        What::Vanished => String::from("▼ vanishes"),
        What::SessionConnected { .. } => String::from("has its session"),
        What::ServerLost { server, reason } => format!("loses {server}: {reason}"),
        What::RequestAnswered { op, answer, .. } => format!("{}: {}", operation(op), answered(answer)),
        What::RequestFailed { op, error, .. } => format!("{}: {error}", operation(op)),
        What::Expired { .. } => String::from("▼ session expired"),

        What::Noted(note) => noted(note),
    }
}

fn noted(note: &Note) -> String {
    match note {
        Note::StateChanged { to } => format!("● {to}"),
        Note::PhaseChanged { to } => format!("○ {to}"),
        Note::ElectionStarted { vote } => format!("votes {}", ballot(vote)),
        Note::RoundJoined { from, joined, .. } => format!("joins {from} in round {joined}"),
        Note::Compared { heard, against, by: Key::Equal, .. } => {
            format!("{} = {}", ballot(heard), ballot(against))
        }
        Note::Compared { heard, against, beats, by, .. } => {
            let sign = if *beats { '>' } else { '<' };
            format!("{} {sign} {}: {by}", ballot(heard), ballot(against))
        }
        Note::VoteChanged { to, .. } => format!("now votes {}", ballot(to)),
        Note::BallotStored { voter, vote, .. } => format!("ballot of {voter} {}", ballot(vote)),
        Note::QuorumAgrees { supporters, .. } => format!("quorum {}", list(supporters)),
        Note::WaitBroken { by } => format!("better vote of {by}"),
        Note::Elected { vote, .. } => format!("elected {}", vote.leader),
        Note::Ignored { from, reason, .. } => format!("ignores {from}: {reason}"),
        Note::HeardNothing { remedy, .. } => format!("heard nothing: {remedy}"),
        Note::Answered { to, reason } => format!("answers {to}: {reason}"),
        Note::QueueOverflowed { queue } => format!("queue overflows: {queue}"),
        Note::LeftToLargerId { to } => format!("leaves the link to {to}"),
        Note::CalledBack { to } => format!("calls {to} back"),
        Note::DialRefused { to } => format!("does not dial {to}"),
        Note::DialTimedOut { to } => format!("dialled {to} for too long"),
        Note::HandshakeMissing => String::from("nobody said who they are"),
        Note::LinkUp { to } => format!("link to {to}"),
        Note::LinkDown { to } => format!("no link to {to}"),
        Note::EpochTaken { file, epoch } => format!("{file} epoch {epoch}"),
        Note::EpochProposed { epoch, heard } => format!("proposes epoch {epoch}: {}", list(heard)),
        Note::EpochPromisedBefore { epoch } => format!("promised epoch {epoch} before"),
        Note::EpochTooOld { offered, accepted } => format!("epoch {offered} is before {accepted}"),
        Note::LearnerAhead { learner, zxid, .. } => format!("{learner} is ahead: {zxid}"),
        Note::HistoryChosen { heard } => format!("its history counts: {}", list(heard)),
        Note::Offered { learner, mode, zxid, .. } => format!("offers {learner} {mode} {zxid}"),
        Note::SyncBegun { mode, zxid } => format!("begins {mode} {zxid}"),
        Note::GapFound { expected, found } => format!("gap: {found}, not {expected}"),
        Note::Applied { zxid } => format!("applies {zxid}"),
        Note::FuzzySnapshot { zxid, last } => format!("fuzzy snapshot {zxid}, up to {last}"),
        Note::SyncThreadEnded => String::from("▼ sync thread died"),
        Note::FastForwarded { from, to } => format!("applies {from} to {to}"),
        Note::EpochBegun { epoch, .. } => format!("● epoch {epoch}"),
        Note::AckOfAnotherEpoch { learner, zxid } => format!("ACK {zxid} of {learner}: other epoch"),
        Note::Proposed { txn } => format!("proposes {} {}", txn.zxid, changed(&txn.change)),
        Note::AckCounted { zxid, by, met: false, .. } => format!("ACK {zxid} of {by}"),
        Note::AckCounted { zxid, by, met: true, .. } => format!("ACK {zxid} of {by}: quorum"),
        Note::AckIgnored { zxid, by, reason } => format!("ACK {zxid} of {by}: {reason}"),
        Note::Committed { zxid } => format!("● commits {zxid}"),
        Note::CommitWithoutProposal { zxid } => format!("COMMIT {zxid}: not proposed"),
        Note::WrongCommit { expected, found } => format!("▼ COMMIT {found}, not {expected}"),
        Note::RequestWaits { cxid, behind, .. } => format!("request {cxid} waits for {behind}"),
        Note::RequestDropped { cxid, .. } => format!("request {cxid} dropped"),
        Note::SyncWaits { until, .. } => format!("sync waits for {until}"),
        Note::SessionExpired { session } => format!("session {session} expires"),
        Note::ClientTurnedAway { reason, .. } => format!("client sent away: {reason}"),
        Note::LearnerJoined { learner } => format!("{learner} joins"),
        Note::LearnerLost { learner, reason } => format!("loses {learner}: {reason}"),
        Note::LeaderRefused { leader, tries } => format!("{leader} refuses, try {tries}"),
        Note::LeaderLost { leader, reason } => format!("▼ loses leader {leader}: {reason}"),
        Note::SteppedDown { reason, .. } => format!("▼ steps down: {reason}"),
        Note::UnexpectedMessage => String::from("unexpected message"),
    }
}

/// A message by ZooKeeper's name for it.
fn message(message: &Message) -> String {
    match message {
        Message::Handshake { .. } => String::from("handshake"),
        Message::Notification(it) if it.state == ServerState::Looking => format!("vote {}", ballot(&it.vote)),
        Message::Notification(it) => format!("vote {} {}", ballot(&it.vote), it.state),
        Message::FollowerInfo { accepted_epoch, .. } => format!("FOLLOWERINFO {accepted_epoch}"),
        Message::ObserverInfo { accepted_epoch, .. } => format!("OBSERVERINFO {accepted_epoch}"),
        Message::LeaderInfo { epoch } => format!("LEADERINFO {epoch}"),
        Message::AckEpoch { last_zxid, .. } => format!("ACKEPOCH {last_zxid}"),
        Message::Diff { zxid } => format!("DIFF {zxid}"),
        Message::Trunc { zxid } => format!("TRUNC {zxid}"),
        Message::Snap { snapshot } => format!("SNAP {}", snapshot.zxid),
        Message::Proposal { txn } => format!("PROPOSAL {}", txn.zxid),
        Message::Commit { zxid } => format!("COMMIT {zxid}"),
        Message::Inform { txn } => format!("INFORM {}", txn.zxid),
        Message::NewLeader { zxid } => format!("NEWLEADER {zxid}"),
        Message::Ack { zxid } => format!("ACK {zxid}"),
        Message::UpToDate => String::from("UPTODATE"),
        Message::Ping { .. } => String::from("PING"),
        Message::Request { op, .. } => format!("REQUEST {}", operation(op)),
        Message::Sync => String::from("SYNC"),
        Message::Revalidate { .. } => String::from("REVALIDATE"),
        Message::Revalidated { valid: true, .. } => String::from("REVALIDATE: valid"),
        Message::Revalidated { valid: false, .. } => String::from("REVALIDATE: over"),
        Message::Connect { .. } => String::from("connect"),
        Message::Connected { session: Some(_) } => String::from("connected"),
        Message::Connected { session: None } => String::from("no session"),
        Message::Ask { op, .. } => operation(op),
        Message::Answer(reply) => answered(&reply.answer),
    }
}

fn operation(op: &Op) -> String {
    match op {
        Op::CreateSession { .. } => String::from("createSession"),
        Op::CloseSession => String::from("closeSession"),
        Op::Create { path, .. } => format!("create {path}"),
        Op::Delete { path, .. } => format!("delete {path}"),
        Op::SetData { path, .. } => format!("set {path}"),
        Op::Exists { path } => format!("exists {path}"),
        Op::GetData { path } => format!("get {path}"),
        Op::GetChildren { path } => format!("children {path}"),
        Op::Sync { path } => format!("sync {path}"),
        Op::Ping => String::from("ping"),
    }
}

fn changed(change: &Change) -> String {
    match change {
        Change::CreateSession { .. } => String::from("createSession"),
        Change::CloseSession { .. } => String::from("closeSession"),
        Change::Create { path, .. } => format!("create {path}"),
        Change::Delete { path } => format!("delete {path}"),
        Change::SetData { path, .. } => format!("set {path}"),
        Change::Error(error) => error.to_string(),
        Change::Unknown => String::new(),
    }
}

fn answered(answer: &Answer) -> String {
    match answer {
        Answer::Done => String::from("OK"),
        Answer::Created(path) => format!("OK {path}"),
        Answer::Stat(stat) => format!("OK version {}", stat.version),
        Answer::Data(data, _) => format!("OK {data:?}"),
        Answer::Children(names) => format!("OK {}", names.join(" ")),
        Answer::Failed(error) => error.to_string(),
    }
}

fn written(step: &DiskStep) -> String {
    match step {
        DiskStep::Append { txn, .. } => format!("{} to its log", txn.zxid),
        DiskStep::SyncLog => String::from("its log safely"),
        DiskStep::Truncate(zxid) => format!("its log up to {zxid}"),
        DiskStep::Snapshot { snapshot, .. } => format!("snapshot {}", snapshot.zxid),
        DiskStep::WriteEpoch(file, epoch) => format!("{file} epoch {epoch} aside"),
        DiskStep::RenameEpoch(file) => format!("{file} epoch in place"),
    }
}

/// A vote without spaces, so that it is not torn.
fn ballot(vote: &Vote) -> String {
    vote.to_string().replace(", ", ",").replace(' ', "\u{a0}")
}

fn list(ids: &[impl ToString]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn said(texts: &[Text]) -> String {
    texts.iter().map(|text| text.text.as_str()).collect::<Vec<_>>().join("\n")
}
