//! One number for much data: the same on every machine, and in every browser.

use fnv::FnvHasher;
use std::hash::Hasher;

/// A 64-bit digest (FNV-1a) that does not depend on the width of the machine's own integers.
#[derive(Default)]
pub(crate) struct Digest(FnvHasher);

impl Hasher for Digest {
    fn finish(&self) -> u64 {
        self.0.finish()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    // Lengths and the numbers of enum variants come as `usize` and `isize`, which browsers have in 32 bits.

    fn write_usize(&mut self, value: usize) {
        self.write(&(value as u64).to_le_bytes());
    }

    fn write_isize(&mut self, value: isize) {
        self.write(&(value as i64).to_le_bytes());
    }
}
