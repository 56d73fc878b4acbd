//! Colours: each kind of event has one, so that an eye finds what it looks for. All of them can be read on light and on dark.

use anstyle::{AnsiColor, Style};
use std::fmt;
use zab::note::Note;
use zab_sim::record::event::What;

/// How an event is painted; not at all, where there are no colours.
#[derive(Clone, Copy)]
pub(crate) struct Paint(Style);

impl Paint {
    /// The paint of this kind of event.
    pub(crate) fn of(what: &What, paints: bool) -> Paint {
        let style = Style::new();
        let colour = |colour: AnsiColor| style.fg_color(Some(colour.into()));
        Paint(match what {
            _ if !paints => style,
            What::Said { .. } | What::ChapterBegun { .. } => colour(AnsiColor::Cyan).bold(),
            What::TakenBack | What::Withheld { .. } | What::Paused => colour(AnsiColor::Cyan).dimmed(),
            What::Expected { met: true, .. } => colour(AnsiColor::Green),
            What::Expected { .. } | What::NotDone { .. } | What::NeverCame { .. } | What::Stopped { .. } => {
                colour(AnsiColor::Red).bold()
            }
            What::Crashed
            | What::PowerLost
            | What::Cut { .. }
            | What::Silent { .. }
            | What::Vanished
            | What::StartRefused { .. }
            | What::Exited { .. }
            | What::Lost { .. }
            | What::Noted(Note::LeaderLost { .. } | Note::LearnerLost { .. } | Note::SteppedDown { .. }) => {
                colour(AnsiColor::Red)
            }
            What::Started { .. } | What::Healed { .. } => colour(AnsiColor::Yellow),
            What::Noted(
                Note::StateChanged { .. }
                | Note::Elected { .. }
                | Note::EpochBegun { .. }
                | Note::Committed { .. }
                | Note::QuorumAgrees { .. }
                | Note::VoteChanged { .. },
            ) => style.bold(),
            What::Sent { .. } | What::Delivered { .. } | What::Persisted { .. } => style.dimmed(),
            _ => style,
        })
    }

    /// A text in this paint.
    pub(crate) fn over(self, text: impl fmt::Display) -> impl fmt::Display {
        fmt::from_fn(move |f| write!(f, "{}{text}{}", self.0.render(), self.0.render_reset()))
    }
}
