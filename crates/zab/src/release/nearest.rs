//! Releases by their numbers. Most are not played here: each is taken for the one that behaves most like it.

use super::Release;

/// Three numbers: `3.9.6`.
type Numbers = [u32; 3];

/// How well a release is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Likeness {
    /// It does what the release taken for it does, in all that is played here.
    Same,
    /// It does not, here or there, or nobody has looked: this is only the nearest.
    Nearest,
}

/// From which release on, up to the next row, which one is taken. The rows are the variants of reference §9.0, in the order of the
/// numbers; two lines of releases were mended side by side, so the same variant comes more than once.
const TAKEN_FOR: &[(Numbers, Release, Likeness)] = &[
    // V0 and V1 write what they were sent after the epoch, like V2, but only once they are up to date.
    ([0, 0, 0], Release::V3_8_0, Likeness::Nearest),
    ([3, 5, 10], Release::V3_8_0, Likeness::Same),
    ([3, 6, 0], Release::V3_8_0, Likeness::Nearest),
    ([3, 6, 3], Release::V3_8_0, Likeness::Same),
    // V3 writes before the epoch; but it acknowledges each transaction, and is shut down, as V2 is.
    ([3, 8, 5], Release::V3_8_0, Likeness::Nearest),
    ([3, 9, 0], Release::V3_8_0, Likeness::Same),
    ([3, 9, 2], Release::V3_8_0, Likeness::Nearest),
    // V4 lacks what V5 remembers of a synchronization, and its checks for gaps.
    ([3, 9, 3], Release::V3_9_5, Likeness::Nearest),
    ([3, 9, 4], Release::V3_9_5, Likeness::Same),
    // What has come after the newest that somebody has read.
    ([3, 9, 7], Release::V3_9_5, Likeness::Nearest),
];

impl Release {
    /// The release that is taken for another, and how well it stands for it. A version begins with three numbers, and what
    /// follows them does not count: `3.9.3-c26634f`. `None`, if it begins otherwise.
    pub fn nearest(version: &str) -> Option<(Release, Likeness)> {
        let numbers = numbers(version)?;
        let row = TAKEN_FOR.iter().rev().find(|(first, ..)| *first <= numbers)?;
        Some((row.1, row.2))
    }
}

fn numbers(version: &str) -> Option<Numbers> {
    let end = version.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(version.len());
    let mut parts = version[..end].split('.').map(|part| part.parse().ok());
    Some([parts.next()??, parts.next()??, parts.next()??])
}

#[cfg(test)]
mod tests {
    use super::{Likeness, Release};

    #[test]
    fn a_release_is_taken_for_the_one_that_behaves_most_like_it() {
        use Likeness::{Nearest, Same};
        for (version, release, likeness) in [
            ("3.4.14-4c25d480e66aadd371de8bd2fd8da255ac140bcf", Release::V3_8_0, Nearest),
            // As Cloudera builds it.
            ("3.5.5.7.1.7.0-551", Release::V3_8_0, Nearest),
            ("3.5.9", Release::V3_8_0, Nearest),
            ("3.5.10", Release::V3_8_0, Same),
            ("3.6.2", Release::V3_8_0, Nearest),
            ("3.7.2", Release::V3_8_0, Same),
            ("3.8.0-5a02a05eddb59aee6ac762f7ea82e92a68eb9c0f", Release::V3_8_0, Same),
            ("3.8.4", Release::V3_8_0, Same),
            ("3.8.6", Release::V3_8_0, Nearest),
            ("3.9.1", Release::V3_8_0, Same),
            ("3.9.2", Release::V3_8_0, Nearest),
            ("3.9.3-${mvngit.commit.id}", Release::V3_9_5, Nearest),
            ("3.9.4", Release::V3_9_5, Same),
            ("3.9.6-SNAPSHOT", Release::V3_9_5, Same),
            ("3.10.0", Release::V3_9_5, Nearest),
            ("4.0.0", Release::V3_9_5, Nearest),
        ] {
            assert_eq!(Release::nearest(version), Some((release, likeness)), "{version}");
        }
        for release in Release::ALL {
            assert_eq!(Release::nearest(release.word()), Some((release, Same)));
        }
        for version in ["", "3", "3.9", "3.9.", "v3.9.5", "3..5", "99999999999.1.1", "é"] {
            assert_eq!(Release::nearest(version), None, "{version}");
        }
    }
}
