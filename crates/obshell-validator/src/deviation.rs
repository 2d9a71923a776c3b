//! What a deviation is: data about a definition and its fields.

use memchr::memchr_iter;

use crate::Operation;

/// A difference between what the server always does and what is documented.
#[derive(Debug)]
#[non_exhaustive]
pub struct Deviation {
    /// The id of the rule that reports it.
    pub id: &'static str,
    /// The deviation in a few words.
    pub summary: &'static str,
    pub(crate) operations: Operations,
    /// The fields that show it.
    pub fields: &'static [FieldPath],
    pub(crate) conditions: &'static [(ConditionScope, &'static str, ValuePattern)],
    pub(crate) pattern: ValuePattern,
    /// The message of a finding; `{}` stands for the value.
    pub(crate) message: &'static str,
    /// What a client should do.
    pub help: &'static str,
    /// What is written: in the documentation unless another source is named.
    pub documented: &'static str,
    /// What the server does.
    pub actual: &'static str,
    /// Where both can be read.
    pub evidence: &'static str,
    /// The first version of obshell that does so.
    pub since: &'static str,
    /// The sample that shows it, under `samples/`.
    pub sample: &'static str,
}

/// A field of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a pair of names")]
pub struct FieldPath {
    /// The name of the definition in the schemas; `Envelope` for an envelope of any payload.
    pub definition: &'static str,
    /// The name of the field.
    pub field: &'static str,
}

/// The operations for which there is evidence.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operations {
    /// What shows it belongs to every response.
    Every,
    /// By their ids.
    Only(&'static [&'static str]),
}

impl Deviation {
    /// Returns the operations for which there is evidence.
    pub fn operations(&self) -> impl Iterator<Item = Operation> + Clone {
        let claims = self.operations;
        Operation::all().filter(move |operation| claims.contain(*operation))
    }
}

impl Operations {
    pub(crate) fn contain(self, operation: Operation) -> bool {
        match self {
            Self::Every => true,
            Self::Only(ids) => ids.contains(&operation.id()),
        }
    }
}

/// The object that a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ConditionScope {
    Envelope,
    SameObject,
}

/// What a value must be to show a deviation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ValuePattern {
    Present,
    Absent,
    Null,
    True,
    False,
    Object,
    /// An object or an array.
    Container,
    Array,
    Fraction,
    Integer(i64),
    Negative,
    /// An integer above 2^53.
    BeyondDouble,
    Text(&'static [&'static str]),
    /// A string that begins so.
    Prefix(&'static str),
    /// A string, or an array of strings, that is written with an escaped `&`, `<` or `>`.
    HtmlEscape,
}

/// Checks whether a string is written with an escaped `&`, `<` or `>`.
pub(crate) fn html_escape(raw: &[u8]) -> bool {
    let escapes = [br"\u0026", br"\u003c", br"\u003e"];
    memchr_iter(b'\\', raw).any(|at| escapes.iter().any(|escape| raw[at..].starts_with(*escape)))
}
