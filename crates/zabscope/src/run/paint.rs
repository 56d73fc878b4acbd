//! The colours of events, by their kinds.
//!
//! They are of the 256 that no theme of a terminal changes, each of a brightness halfway between black and white, so that it can be read
//! on either.

use anstyle::{Ansi256Color, Color, Style};
use zab::note::Note;
use zab_sim::record::event::{DiskState, What};

const MESSAGE: Style = of(31);
const DECISION: Style = Style::new();
const TURN: Style = DECISION.bold();
const CLIENT: Style = of(98);
const FAULT: Style = of(130).bold();
const UP: Style = of(28).bold();
const CAPTION: Style = of(163);
const MET: Style = of(28);
const FAILED: Style = of(161).bold();
const ASIDE: Style = of(243);

const fn of(color: u8) -> Style {
    Style::new().fg_color(Some(Color::Ansi256(Ansi256Color(color))))
}

/// Whether there are colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint(pub(crate) bool);

impl Paint {
    fn perhaps(self, style: Style) -> Style {
        if self.0 { style } else { Style::new() }
    }

    /// For what frames a table.
    pub(crate) fn frame(self) -> Style {
        self.perhaps(ASIDE)
    }

    /// For what heads a table.
    pub(crate) fn heading(self) -> Style {
        self.perhaps(TURN)
    }

    /// For an event.
    pub(crate) fn of(self, what: &What) -> Style {
        self.perhaps(style(what))
    }
}

fn style(what: &What) -> Style {
    match what {
        What::Said { .. } => CAPTION,
        What::ChapterBegun { .. } => CAPTION.bold(),
        What::Expected { met: true, .. } => MET,
        What::Expected { met: false, .. }
        | What::NotDone { .. }
        | What::NeverCame { .. }
        | What::Stopped { .. }
        | What::Violation { .. } => FAILED,
        What::Started { .. }
        | What::Healed { .. }
        | What::Resumed
        | What::ThreadUnheld { .. }
        | What::DiskChanged { to: DiskState::Sound, .. }
        | What::NoLongerSlow { .. }
        | What::Unheld { .. }
        | What::MessageHurried { .. } => UP,
        What::Crashed
        | What::PowerLost
        | What::Suspended
        | What::ThreadHeld { .. }
        | What::DiskChanged { .. }
        | What::DiskWiped
        | What::PersistFailed { .. }
        | What::Cut { .. }
        | What::Slowed { .. }
        | What::Held { .. }
        | What::LinkReset { .. }
        | What::MessageHeld { .. }
        | What::MessageDropped { .. }
        | What::Silent { .. }
        | What::StartRefused { .. }
        | What::Exited { .. }
        | What::Vanished
        | What::ServerLost { .. }
        | What::Lost { .. }
        | What::RequestFailed { .. }
        | What::Expired { .. } => FAULT,
        What::Sent { .. } | What::Delivered { .. } => MESSAGE,
        What::ClientStarted { .. }
        | What::Requested { .. }
        | What::Moved { .. }
        | What::SessionConnected { .. }
        | What::RequestAnswered { .. } => CLIENT,
        What::TakenBack
        | What::Withheld { .. }
        | What::Paused
        | What::Dialled { .. }
        | What::GaveUpDial { .. }
        | What::Connected { .. }
        | What::Refused { .. }
        | What::Accepted { .. }
        | What::Closed { .. }
        | What::Ended { .. }
        | What::Reset { .. }
        | What::NotConnected
        | What::Persisting { .. }
        | What::Persisted { .. }
        | What::Drew { .. }
        | What::DrewSnapshotTiming { .. } => ASIDE,
        What::Noted(
            Note::StateChanged { .. }
            | Note::PhaseChanged { .. }
            | Note::Elected { .. }
            | Note::EpochBegun { .. }
            | Note::Committed { .. }
            | Note::SteppedDown { .. }
            | Note::LeaderLost { .. },
        ) => TURN,
        What::Noted(_) => DECISION,
    }
}
