//! Checkpoints: moments of the past that are kept whole, so that nobody need play from the beginning to go back.

use crate::play::timeline::Moment;
use zab::ids::Micros;

/// How many events lie between two checkpoints at first.
const SPACING: usize = 256;
/// How much memory they may take, about, in bytes: beyond that every other one goes, and the distance doubles.
pub(super) const MEMORY_LIMIT: usize = 64 << 20;
/// How many there may be, however small they are.
const COUNT_LIMIT: usize = 256;

/// Moments along a path to start again from, the beginning first.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints {
    kept: Vec<(Moment, usize)>,
    /// How much they take, in bytes.
    bytes: usize,
    spacing: usize,
}

impl Checkpoints {
    pub(super) fn new(start: Moment) -> Checkpoints {
        Checkpoints { kept: vec![(start, 0)], bytes: 0, spacing: SPACING }
    }

    /// The last one that is not after this moment.
    pub(super) fn last_by(&self, at: Micros) -> &Moment {
        let after = self.kept.partition_point(|(moment, _)| moment.at <= at);
        &self.kept[after.saturating_sub(1)].0
    }

    /// Keeps a moment, if it is far enough from the last one kept.
    pub(super) fn offer(&mut self, moment: &Moment) {
        let last = self.kept.last().map_or(0, |(last, _)| last.events);
        if moment.events < last + self.spacing {
            return;
        }
        let bytes = moment.play.world().bytes();
        self.bytes += bytes;
        self.kept.push((moment.clone(), bytes));
        while self.kept.len() > COUNT_LIMIT || (self.bytes > MEMORY_LIMIT && self.kept.len() > 2) {
            self.spacing *= 2;
            let mut index = 0;
            self.keep(|_| {
                index += 1;
                index % 2 == 1
            });
        }
    }

    /// Gives up all those of which this is not true; the beginning is true of all.
    pub(super) fn retain(&mut self, is: impl Fn(&Moment) -> bool) {
        self.keep(|moment| moment.events == 0 || is(moment));
    }

    fn keep(&mut self, mut is: impl FnMut(&Moment) -> bool) {
        self.kept.retain(|(moment, _)| is(moment));
        self.bytes = self.kept.iter().map(|(_, bytes)| bytes).sum();
    }
}
