//! What the fast path finds, as offsets.

use std::borrow::Cow;

use crate::capture::CapturedItems;
use crate::finding::Items;

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

const INLINE_CAPACITY: usize = 12;

/// A finding of any severity.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RawFinding {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) items: Items,
    /// The number of its template.
    pub(super) template: u16,
    /// Its order among the findings at one position.
    pub(super) rank: u16,
}

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
    pub(crate) fn iter(&self) -> impl Iterator<Item = &RawFinding> {
        self.inline[..self.count].iter().chain(&self.overflow)
    }

    /// In the order of a report.
    pub(super) fn sorted(&self) -> Cow<'_, [RawFinding]> {
        if self.sorted && self.overflow.is_empty() {
            return Cow::Borrowed(&self.inline[..self.count]);
        }
        let mut findings: Vec<RawFinding> = self.iter().copied().collect();
        findings.sort_by_key(|finding| (finding.start, finding.rank));
        Cow::Owned(findings)
    }
}
