//! What a comparison found.

use crate::conform::recording::ensemble::Ensemble;
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// What was compared, and what differs.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Which releases were compared and how their servers were set, and who says so; each with the folders of which it is true.
    pub settings: Vec<(String, Vec<PathBuf>)>,
    /// What was left out or taken in another way than it was written, and why.
    pub notes: Vec<String>,
    /// Notifications that a server sent, and ours sent too: every field, in order.
    pub notifications: u64,
    /// Decisions that a server logged, and ours took too: votes compared, changed and stored, waits that ended, elections
    /// won, states entered.
    pub decisions: u64,
    /// Notifications that a server heard, and that ours, in the place of its sender, had sent to it.
    pub heard: u64,
    /// Learners that were synchronized, and for whom ours chooses the same way to the same zxid.
    pub syncs: u64,
    /// Packets that a server sent, and ours, in its place, sent too, in the same order. PINGs are counted apart.
    pub packets: u64,
    /// PINGs that came in their rhythm and said what they must.
    pub pings: u64,
    /// Packets that had to be taken from the server itself, to know where it stood. They do not count.
    pub inferred: u64,
    /// Ensembles that came to an end to which ours comes, too.
    pub outcomes: u64,
    /// All the ends to which ours comes, by the folder: timing decides.
    pub endings: Vec<(PathBuf, Vec<String>)>,
    /// What differs. A server's life is compared up to the first difference, for what follows would follow from it.
    pub mismatches: Vec<Mismatch>,
}

/// A line of a log that ours would not have written.
#[derive(Clone, Debug)]
pub struct Mismatch {
    /// The log.
    pub file: PathBuf,
    /// The line, counted from 1.
    pub line: u64,
    /// What it says.
    pub text: String,
    /// What ours wanted instead.
    pub wanted: String,
    /// What ours did last, and why.
    pub why: Vec<String>,
}

impl Report {
    /// Adds how the servers of a folder were configured, and the notes on its files.
    pub(crate) fn add_settings(&mut self, folder: &Path, ensemble: &Ensemble) {
        let servers = ensemble.settings.iter().map(|(server, settings)| (*server, settings.to_string()));
        let texts: BTreeSet<String> = servers.clone().map(|(_, text)| text).collect();
        let texts: Vec<String> = match texts.len() {
            1 => texts.into_iter().collect(),
            _ => servers.map(|(server, text)| format!("server {server}: {text}")).collect(),
        };
        for text in texts {
            match self.settings.iter_mut().find(|(known, _)| *known == text) {
                Some((_, folders)) => folders.push(folder.to_path_buf()),
                None => self.settings.push((text, vec![folder.to_path_buf()])),
            }
        }
        self.notes.extend(ensemble.notes.iter().cloned());
    }

    /// Whether nothing differs, and something was compared.
    pub fn agrees(&self) -> bool {
        self.mismatches.is_empty() && self.notifications + self.decisions + self.packets > 0
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (settings, folders) in &self.settings {
            match &folders[..] {
                [one] => writeln!(f, "{}: {settings}", one.display())?,
                several => writeln!(f, "{} folders: {settings}", several.len())?,
            }
        }
        for note in &self.notes {
            writeln!(f, "note: {note}")?;
        }
        for mismatch in &self.mismatches {
            writeln!(f, "{mismatch}")?;
        }
        if !self.mismatches.is_empty()
            && self.settings.iter().any(|(settings, _)| settings.contains("(assumed)"))
        {
            writeln!(
                f,
                "note: some settings are assumed; --release, --tick, --init-limit and --sync-limit say what they were"
            )?;
        }
        writeln!(
            f,
            "notifications={} decisions={} heard={} packets={} pings={} inferred={} syncs={} outcomes={} mismatches={}",
            self.notifications,
            self.decisions,
            self.heard,
            self.packets,
            self.pings,
            self.inferred,
            self.syncs,
            self.outcomes,
            self.mismatches.len()
        )
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}:{}", self.file.display(), self.line)?;
        writeln!(f, "  log   {}", self.text)?;
        writeln!(f, "  ours  {}", self.wanted)?;
        for (index, why) in self.why.iter().enumerate() {
            writeln!(f, "  {}  {why}", if index == 0 { "why " } else { "    " })?;
        }
        Ok(())
    }
}
