//! Events in few words: what stands in a narrow column, and what has failed.

use zab::describe::word_of;
use zab::ids::ServerId;
use zab::message::Message;
use zab::note::Note;
use zab::storage::durable::DiskStep;
use zab::vote::ServerState;
use zab_sim::record::event::{Text, What};
use zab_sim::record::trace;

/// An event as its server's column has it: arrows for messages, and no word that the column says already.
pub(crate) fn event(what: &What) -> String {
    match what {
        What::Sent { to, content } => format!("→{to} {}", message(content)),
        What::Delivered { from, content, .. } => format!("←{from} {}", message(content)),
        What::Said { text, .. } => first(text).to_owned(),
        What::ChapterBegun { title } => format!("· {} ·", first(title)),
        What::Withheld { text } => format!("(not said: {})", first(text)),
        What::Expected { met: true, text } => format!("✓ {text}"),
        What::Expected { .. } | What::NotDone { .. } | What::NeverCame { .. } => {
            format!("✗ {}", failure(what))
        }
        What::Noted(Note::StateChanged { to }) => to.to_string(),
        What::Noted(Note::PhaseChanged { to }) => format!("({to})"),
        What::Noted(Note::VoteChanged { from, to }) => format!("vote {from} → {to}"),
        What::Noted(Note::Compared { from, beats, by, .. }) => {
            format!("{from}'s {}: {by}", if *beats { "wins" } else { "does not" })
        }
        What::Noted(Note::ElectionStarted { vote }) => format!("votes {vote}"),
        What::Noted(Note::BallotStored { voter, vote, .. }) => format!("box: {voter} {vote}"),
        What::Noted(Note::QuorumAgrees { supporters, .. }) => format!("quorum: {}", ids(supporters)),
        What::Noted(Note::Elected { vote, .. }) => format!("elects {}", vote.leader),
        What::Noted(Note::EpochBegun { epoch, .. }) => format!("epoch {epoch} begins"),
        What::Noted(Note::AckCounted { zxid, acks, met, .. }) => {
            format!("{zxid} has {}{}", ids(acks), if *met { ": a quorum" } else { "" })
        }
        What::Noted(Note::Proposed { txn }) => format!("proposes {}", txn.zxid),
        What::Started { life: 1 } => String::from("starts"),
        What::Started { .. } => String::from("starts again"),
        What::Persisted { step } => format!("on disk: {}", disk(step)),
        other => trace::line(other).to_string(),
    }
}

/// What has failed.
pub(crate) fn failure(what: &What) -> String {
    match what {
        What::Expected { text, .. } => format!("expected {text}, which did not come"),
        What::NotDone { command, reason } => format!("{command}: {reason}"),
        What::NeverCame { moment } => format!("{moment}: that never happened, so nothing below was done"),
        What::Stopped { commands_left } => {
            format!("too much has happened: the play stopped, with {commands_left} commands left")
        }
        other => trace::line(other).to_string(),
    }
}

fn message(content: &Message) -> String {
    let word = word_of(content);
    match content {
        Message::Notification(notification) if notification.state == ServerState::Looking => {
            notification.vote.to_string()
        }
        Message::Notification(notification) => format!("{} {}", notification.vote, notification.state),
        Message::Proposal { txn } | Message::Inform { txn } => format!("{word} {}", txn.zxid),
        Message::Ack { zxid }
        | Message::Commit { zxid }
        | Message::NewLeader { zxid }
        | Message::Diff { zxid }
        | Message::Trunc { zxid } => format!("{word} {zxid}"),
        Message::Ping { .. } => String::from(word),
        other => trace::line(other).to_string(),
    }
}

fn disk(step: &DiskStep) -> String {
    match step {
        DiskStep::Append { txn, .. } => format!("append {}", txn.zxid),
        other => trace::line(other).to_string(),
    }
}

fn ids(servers: &[ServerId]) -> String {
    servers.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn first(texts: &[Text]) -> &str {
    texts.first().map_or("", |text| &text.text)
}
