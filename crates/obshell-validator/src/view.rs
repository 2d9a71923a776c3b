//! What a rule about an object sees of it. Both the tree and the values that the fast path captures
//! implement it, so that a rule is written once.

use std::borrow::Cow;

use crate::Operation;
use crate::mask::shortened;

/// A field that a rule reads, and as what.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Read {
    Integer(&'static str),
    /// A number that may have a fraction.
    Number(&'static str),
    /// An integer or such a number, of which only the sign matters.
    Sign(&'static str),
    Instant(&'static str),
    String(&'static str),
    /// A string, or the strings in an array, as they are written with their escapes.
    Text(&'static str),
    /// A string of which some values are known.
    Enumeration(&'static str),
    /// Such a string, of which only matters whether it is a known one.
    Known(&'static str),
    /// An array, of which the number of items matters.
    Length(&'static str),
    /// Whether it is there, whatever it is.
    Presence(&'static str),
    /// Whether it is null.
    Null(&'static str),
    /// The objects in an array, or the one object, and what is read of each; none if the field has
    /// other values.
    Items(&'static str, &'static [Read]),
}

impl Read {
    pub(crate) fn field(self) -> &'static str {
        match self {
            Self::Integer(name)
            | Self::Number(name)
            | Self::Sign(name)
            | Self::Instant(name)
            | Self::String(name)
            | Self::Text(name)
            | Self::Enumeration(name)
            | Self::Known(name)
            | Self::Length(name)
            | Self::Presence(name)
            | Self::Null(name)
            | Self::Items(name, _) => name,
        }
    }
}

/// A point in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Instant {
    /// Go's zero time, which stands for SQL `NULL`.
    Zero,
    /// Nanoseconds since 1970.
    Nanos(i128),
}

impl Instant {
    /// The nanoseconds, unless it is the zero time.
    pub(crate) fn nanos(self) -> Option<i128> {
        match self {
            Self::Zero => None,
            Self::Nanos(nanos) => Some(nanos),
        }
    }

    /// The nanoseconds, unless it is the zero time or the start of 1970, which both stand for no
    /// time in DAGs.
    pub(crate) fn of_task(self) -> Option<i128> {
        self.nanos().filter(|nanos| *nanos != 0)
    }

    /// Whether it is before another one, and no change to or from summer time explains that.
    ///
    /// The database's wall clock is read in the zone of the agent host, where an hour is missing
    /// or there twice when the clocks change. They do so by an hour, on a weekend: in some zones
    /// on the evening before a Friday, in others on that of a Sunday.
    pub(crate) fn precedes(self, other: Self) -> bool {
        const SECOND: i128 = 1_000_000_000;
        const HOUR: i128 = 3600 * SECOND;
        const DAY: i128 = 24 * HOUR;
        let (Self::Nanos(this), Self::Nanos(other)) = (self, other) else {
            return false;
        };
        // 1970 began with a Thursday; no zone is more than 14 hours from UTC.
        let weekend = (this - 10 * HOUR).rem_euclid(7 * DAY) < 4 * DAY;
        this < other && !(weekend && other - this <= HOUR)
    }
}

/// An object as a rule sees it. Fields are numbered in the order of the rule's reads. Fields that
/// are missing or of a wrong type are `None`: the schema reports them.
pub(crate) trait View: Copy {
    fn operation(&self) -> Operation;

    /// Whether the document is a success.
    fn is_success(&self) -> bool;

    /// The status of the HTTP response, if it is known.
    fn http_status(&self) -> Option<u16>;

    fn contains(&self, read: usize) -> bool;

    fn is_null(&self, read: usize) -> bool;

    fn integer(&self, read: usize) -> Option<i64>;

    fn number(&self, read: usize) -> Option<f64>;

    fn is_negative(&self, read: usize) -> bool;

    /// Whether any field of the reads is negative: quicker than to ask for each.
    fn any_negative(&self) -> bool;

    fn instant(&self, read: usize) -> Option<Instant>;

    fn string(&self, read: usize) -> Option<&[u8]>;

    /// Calls a function for each text of a [`Read::Text`], with its index if it is in an array.
    fn texts(&self, read: usize, each: impl FnMut(Option<usize>, &[u8]));

    fn enumeration(&self, read: usize) -> Option<&str>;

    /// Whether a string is one of the known ones, or missing.
    fn is_known(&self, read: usize) -> bool;

    /// The known strings of an enumeration.
    fn known(&self, read: usize) -> &[&'static str];

    fn length(&self, read: usize) -> Option<usize>;

    fn items(self, read: usize) -> impl Iterator<Item = Self>;

    /// The value as it is written; a string without its quotation marks.
    fn written(&self, read: usize) -> Cow<'_, str>;

    /// The same for a message: not too long.
    fn shown(&self, read: usize) -> String {
        shortened(&self.written(read)).into_owned()
    }
}

/// Takes the findings of a rule; their texts are message and help.
pub(crate) trait Sink<V> {
    /// Reports a field of an object. The text is only asked for if somebody reads it.
    fn report<M, H>(&mut self, object: V, read: usize, text: impl FnOnce() -> (M, H))
    where
        M: Into<Cow<'static, str>>,
        H: Into<Cow<'static, str>>,
    {
        self.report_item(object, read, None, text);
    }

    /// Reports a field, or an item of the array in it.
    fn report_item<M, H>(
        &mut self,
        object: V,
        read: usize,
        item: Option<usize>,
        text: impl FnOnce() -> (M, H),
    ) where
        M: Into<Cow<'static, str>>,
        H: Into<Cow<'static, str>>;
}

/// A rule about the objects of some definitions.
pub(crate) trait ObjectRule {
    /// The definitions.
    const OF: &'static [&'static str];

    /// What it reads of each object.
    const READS: &'static [Read];

    fn check<V: View>(object: V, sink: &mut impl Sink<V>);
}
