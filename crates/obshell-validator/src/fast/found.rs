//! What the fast path finds, and what it keeps of the document for that.

use std::cell::Cell;

use super::words::RawFinding;
use crate::capture::{CapturedItems, CapturedValue, ObjectState};
use crate::layout::{OBJECTS, SLOTS};

/// Findings that need no slow path.
#[derive(Clone, Debug)]
pub(crate) struct RawFindings {
    pub(super) captured: CapturedDocument,
    pub(crate) list: FindingList,
}

/// What was captured of a document.
#[derive(Clone, Debug)]
pub(super) struct CapturedDocument {
    pub(super) slots: [CapturedValue; SLOTS],
    /// By the number of the object.
    pub(super) states: [ObjectState; OBJECTS],
    pub(super) items: CapturedItems,
    /// There is no white space outside of strings.
    pub(super) one_line: bool,
    pub(super) ascii: bool,
}

/// What was found, in no order that a reader would see.
#[derive(Clone, Debug, Default)]
pub(crate) struct FindingList {
    /// Which variant was read.
    pub(super) is_success: bool,
    /// The deviations that the objects show that are in no array: bits, by their numbers in the plan.
    /// Most documents show nothing else.
    pub(super) deviations: NumberSet,
    pub(super) others: Vec<RawFinding>,
}

/// Numbers of deviations as bits.
pub(super) type NumberSet = [u64; 2];

/// The set of one number, unless it is too great.
pub(super) fn set_of(number: usize) -> Option<NumberSet> {
    let mut set = NumberSet::default();
    *set.get_mut(number / 64)? = 1 << (number & 63);
    Some(set)
}

impl FindingList {
    #[inline(always)]
    pub(super) fn add(&mut self, numbers: NumberSet) {
        for (word, numbers) in self.deviations.iter_mut().zip(numbers) {
            *word |= numbers;
        }
    }

    /// Calls a function for the number of each deviation.
    #[inline(always)]
    pub(super) fn numbers(&self, mut each: impl FnMut(usize)) {
        for (place, word) in self.deviations.into_iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                each(place * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.deviations == NumberSet::default() && self.others.is_empty()
    }

    /// Whether another document has just the same findings, wherever their values are.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let same = |(one, other): (&RawFinding, &RawFinding)| {
            one.template == other.template && one.items == other.items
        };
        self.deviations == other.deviations
            && self.is_success == other.is_success
            && self.others.len() == other.others.len()
            && self.others.iter().zip(&other.others).all(same)
    }
}

/// Memory for more items in arrays, values or findings is given back.
const KEPT: usize = 4096;

thread_local! {
    /// Where the last document of the thread was read: to fill as much new memory takes as long as to
    /// read some fields.
    static LAST: Cell<Option<Box<RawFindings>>> = const { Cell::new(None) };
}

impl RawFindings {
    /// Calls a function with findings that are empty.
    #[inline(always)]
    pub(crate) fn with_empty<T>(fill: impl FnOnce(&mut Self) -> T) -> T {
        // When the thread ends, it may be gone.
        let last = LAST.try_with(Cell::take).ok().flatten();
        let mut found = last.unwrap_or_else(|| Box::new(Self::new()));
        found.clear();
        let done = fill(&mut found);
        let capacity = found.captured.items.capacity();
        if capacity.max(found.list.others.capacity()) <= KEPT {
            let _ = LAST.try_with(|last| last.set(Some(found)));
        }
        done
    }

    pub(crate) fn new() -> Self {
        Self {
            captured: CapturedDocument {
                slots: [CapturedValue::default(); SLOTS],
                states: [ObjectState::default(); OBJECTS],
                items: CapturedItems::default(),
                one_line: true,
                ascii: true,
            },
            list: FindingList::default(),
        }
    }

    /// Forgets a document and keeps the memory.
    pub(crate) fn clear(&mut self) {
        let captured = &mut self.captured;
        // The rest of them is written before it is read.
        for state in &mut captured.states {
            state.end = 0;
        }
        captured.items.clear();
        captured.one_line = true;
        captured.ascii = true;
        self.list.deviations = NumberSet::default();
        self.list.others.clear();
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::{KEPT, LAST, RawFindings};
    use crate::capture::ObjectState;

    /// Other values of the thread may check documents when they are dropped.
    #[test]
    fn documents_are_checked_while_a_thread_ends() {
        struct AtEnd;

        impl Drop for AtEnd {
            fn drop(&mut self) {
                RawFindings::with_empty(|found| assert!(found.list.is_empty()));
            }
        }

        thread_local! {
            static BEFORE: AtEnd = const { AtEnd };
            static AFTER: AtEnd = const { AtEnd };
        }

        let ended = thread::spawn(|| {
            BEFORE.with(|_| ());
            RawFindings::with_empty(|found| assert!(found.list.is_empty()));
            AFTER.with(|_| ());
        });
        ended.join().expect("no panic");
    }

    #[test]
    fn the_memory_of_large_documents_is_given_back() {
        let kept = || {
            let last = LAST.take();
            let is_some = last.is_some();
            LAST.set(last);
            is_some
        };
        RawFindings::with_empty(|_| ());
        assert!(kept());
        RawFindings::with_empty(|found| {
            for _ in 0..=KEPT {
                let values = std::iter::empty();
                found.captured.items.push(ObjectState::default(), values);
            }
            found.clear();
        });
        assert!(!kept());
    }
}
