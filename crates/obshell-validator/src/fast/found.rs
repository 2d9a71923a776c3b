//! What the fast path finds, as offsets.

use std::borrow::Cow;

use crate::capture::CapturedItems;
use crate::unread::{RawFinding, UnreadFindings};

/// Findings that need no slow path.
#[derive(Clone, Debug)]
pub(crate) struct RawFindings {
    /// The first ones, so that most documents need no allocation.
    inline: [RawFinding; INLINE_CAPACITY],
    count: usize,
    overflow: Vec<RawFinding>,
    /// There is no white space outside of strings.
    pub(super) one_line: bool,
    pub(super) ascii: bool,
    /// They are by position and then by rank.
    sorted: bool,
    /// Both of the last one, as one number.
    last_sort_key: u64,
    /// Kept here for its memory.
    pub(super) items: CapturedItems,
}

const INLINE_CAPACITY: usize = UnreadFindings::MOST;

impl RawFindings {
    pub(crate) fn new() -> Self {
        Self {
            inline: [RawFinding::default(); INLINE_CAPACITY],
            count: 0,
            overflow: Vec::new(),
            one_line: true,
            ascii: true,
            sorted: true,
            last_sort_key: 0,
            items: CapturedItems::default(),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.count = 0;
        self.overflow.clear();
        self.one_line = true;
        self.ascii = true;
        self.sorted = true;
        self.last_sort_key = 0;
        self.items.clear();
    }

    #[inline(always)]
    pub(super) fn push(&mut self, finding: RawFinding) {
        let sort_key = u64::from(finding.start) << 16 | u64::from(finding.rank);
        self.sorted &= self.last_sort_key <= sort_key;
        self.last_sort_key = sort_key;
        if let Some(free) = self.inline.get_mut(self.count) {
            *free = finding;
            self.count += 1;
        } else {
            self.spill(finding);
        }
    }

    #[cold]
    fn spill(&mut self, finding: RawFinding) {
        self.overflow.push(finding);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// In the order in which they were found.
    #[inline(always)]
    pub(crate) fn as_slice(&self) -> Cow<'_, [RawFinding]> {
        let inline = &self.inline[..self.count];
        if self.overflow.is_empty() {
            Cow::Borrowed(inline)
        } else {
            Cow::Owned([inline, &self.overflow].concat())
        }
    }

    /// In the order of a report.
    pub(super) fn sorted(&self) -> Cow<'_, [RawFinding]> {
        let mut findings = self.as_slice();
        if !self.sorted {
            let order = |finding: &RawFinding| (finding.start, finding.rank);
            findings.to_mut().sort_by_key(order);
        }
        findings
    }
}
