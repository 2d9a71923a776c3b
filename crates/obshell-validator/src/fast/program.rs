//! The published schema as a program: for each object its members in the
//! server's order, what the value of each may be, and where it is put.
//!
//! Programs are written by the build script (`build/`), from the schema's text
//! alone. Each object has a table, and a function that is the same table as a
//! straight line of code for members where the server puts them.

use super::line::Stop;
use super::reader::Reader;
use super::scan;
use crate::Operation;

#[expect(clippy::unreadable_literal, reason = "nobody wrote them")]
mod written {
    use super::super::line::{Line, Stop};
    use super::super::reader::Reader;
    use super::{Field, Kind, Names, Object, Piece, Program, Programs, heads};

    include!(concat!(env!("OUT_DIR"), "/programs.rs"));
}

pub(super) use written::{OBJECTS, SLOTS};

/// What the responses of one operation have to be.
#[derive(Debug)]
pub(crate) struct Programs {
    pub(super) success: Program,
    pub(super) failure: Program,
}

impl Programs {
    pub(super) fn of(operation: Operation) -> &'static Self {
        let found = written::ALL.iter().find(|(id, _)| *id == operation.id());
        found.map_or(&NOTHING, |(_, programs)| programs)
    }
}

/// For an operation without a schema: every document takes the slow path.
static NOTHING: Programs = Programs {
    success: Program::NOTHING,
    failure: Program::NOTHING,
};

impl Program {
    const NOTHING: Self = Self {
        objects: &[],
        lists: &[],
        slots: 0,
    };
}

/// One of the two forms of an envelope. Its first object is the envelope.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) objects: &'static [Object],
    /// What the items of each list are.
    pub(super) lists: &'static [Kind],
    /// How many values can be captured.
    pub(super) slots: usize,
}

/// Whom the members of an object belong to, as rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Envelope,
    Data,
    Task,
    Error,
}

#[derive(Debug)]
pub(super) struct Object {
    /// The JSON Pointer, without the index if the object is in a list.
    pub(super) base: &'static str,
    pub(super) indexed: bool,
    /// In the server's order.
    pub(super) fields: &'static [Field],
    pub(super) names: Names,
    /// The first field by name.
    pub(super) first_by_name: usize,
    /// A bit for each field that has to be there.
    pub(super) required: u64,
    /// Any other member is as good.
    pub(super) free_form: bool,
    /// Where the value of the first field goes.
    pub(super) slot: usize,
    /// Reads members for as long as they stand where the server puts them. The
    /// last argument are the fields that are wanted, as bits.
    pub(super) in_order: for<'d> fn(&mut Reader<'_, 'd, '_>, &'d [u8], u64) -> Stop<'d>,
}

impl Object {
    pub(super) fn owner(&self, operation: Operation) -> Option<Owner> {
        match (self.base, self.indexed) {
            ("", false) => Some(Owner::Envelope),
            ("/data", false) => Some(Owner::Data),
            ("/error", false) => Some(Owner::Error),
            task => {
                (task == (operation.tasks_at(), operation.lists_tasks())).then_some(Owner::Task)
            }
        }
    }
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// The name as it is written, and its colon.
    pub(super) key: Piece,
    pub(super) kind: Kind,
    /// The next field by name.
    pub(super) next_by_name: usize,
}

/// What a value has to be.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Null,
    Boolean(Option<bool>),
    Integer,
    /// An integer within these bounds.
    Bounded(i64, i64),
    Number,
    Text,
    /// A text of which some values are known.
    Known {
        names: &'static Names,
        open: bool,
    },
    DateTime,
    /// By its number.
    Object(usize),
    List(usize),
    /// Not understood.
    #[allow(
        dead_code,
        reason = "it is in no program as long as all of a schema is understood"
    )]
    Opaque,
}

impl Kind {
    pub(super) fn is_string(self) -> bool {
        matches!(self, Self::Text | Self::Known { .. } | Self::DateTime)
    }

    pub(super) fn is_integer(self) -> bool {
        matches!(self, Self::Integer | Self::Bounded(..))
    }
}

/// A short text that is compared as a whole.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    text: [u64; 4],
    mask: [u64; 4],
    pub(super) length: usize,
}

impl Piece {
    /// An empty text, or one that is too long, is found nowhere.
    const fn new(text: &str) -> Self {
        let length = text.len();
        let mut piece = Self {
            text: [u64::MAX; 4],
            mask: [0; 4],
            length,
        };
        if length == 0 || length > 31 {
            return piece;
        }
        let mut at = 0;
        while at < 4 {
            piece.text[at] = scan::word(text.as_bytes(), 8 * at);
            let bytes = length.saturating_sub(8 * at);
            piece.mask[at] = if bytes < 8 {
                (1 << (8 * bytes)) - 1
            } else {
                u64::MAX
            };
            at += 1;
        }
        piece
    }

    /// Whether the text begins with it.
    #[inline(always)]
    pub(super) fn begins(&self, text: &[u8; 40]) -> bool {
        let mut differences = 0;
        for (at, (piece, mask)) in self.text.iter().zip(&self.mask).enumerate() {
            differences |= (scan::word(text, 8 * at) & mask) ^ piece;
        }
        differences == 0
    }
}

/// Names that are found by one comparison.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) texts: &'static [&'static str],
    /// The first bytes of each name.
    heads: &'static [Head],
    /// For each hash the number of its name, from 1.
    table: [u8; TABLE],
    /// 0 if none keeps the names apart.
    multiplier: u64,
}

/// The first 16 bytes of a text, filled up with zeros.
type Head = [u64; 2];

const HEAD: usize = 16;

const fn heads<const N: usize>(texts: [&str; N]) -> [Head; N] {
    let mut heads = [[0; 2]; N];
    let mut at = 0;
    while at < N {
        let text = texts[at].as_bytes();
        heads[at] = [scan::word(text, 0), scan::word(text, 8)];
        at += 1;
    }
    heads
}

/// As many entries as the last byte of a hash has values.
const TABLE: usize = 256;

impl Names {
    const fn new(texts: &'static [&'static str], heads: &'static [Head]) -> Self {
        let mut names = Self {
            texts,
            heads,
            table: [0; TABLE],
            multiplier: 0x9E37_79B9_7F4A_7C15,
        };
        let mut tries = 0;
        while tries < 1000 && texts.len() < TABLE {
            if let Some(table) = names.apart() {
                names.table = table;
                return names;
            }
            names.multiplier = names.multiplier.wrapping_mul(0xD134_2543_DE82_EF95) | 1;
            tries += 1;
        }
        names.multiplier = 0;
        names
    }

    /// The table with this multiplier, if each name has an entry of its own.
    #[expect(clippy::cast_possible_truncation, reason = "there are fewer than 256")]
    const fn apart(&self) -> Option<[u8; TABLE]> {
        let mut table = [0; TABLE];
        let mut number = 0;
        while number < self.texts.len() {
            let entry = &mut table[self.hash(self.heads[number], self.texts[number].len())];
            if *entry != 0 {
                return None;
            }
            number += 1;
            *entry = number as u8;
        }
        Some(table)
    }

    #[inline(always)]
    const fn hash(&self, [first, second]: Head, length: usize) -> usize {
        let mixed = first ^ second.rotate_left(29) ^ length as u64;
        mixed.wrapping_mul(self.multiplier).to_le_bytes()[7] as usize
    }

    /// The number of the name that a text begins with and that is so long, from 0.
    #[inline(always)]
    pub(super) fn find(&self, text: &[u8], length: usize) -> Option<usize> {
        if self.multiplier == 0 {
            let name = text.get(..length)?;
            return self.texts.iter().position(|known| known.as_bytes() == name);
        }
        let text_head = match text.first_chunk::<HEAD>() {
            Some(text) => head(text, length),
            None => head(&scan::window(text, 0), length),
        };
        let number = usize::from(self.table[self.hash(text_head, length)]).checked_sub(1)?;
        let (name, name_head) = (self.texts.get(number)?, self.heads.get(number)?);
        let same = name.len() == length
            && *name_head == text_head
            && (length <= HEAD || text.get(..length) == Some(name.as_bytes()));
        same.then_some(number)
    }
}

/// What there is of a text of some length.
#[inline(always)]
fn head(text: &[u8; HEAD], length: usize) -> Head {
    let (first, second) = (scan::word(text, 0), scan::word(text, 8));
    let bytes = |length: usize| (1 << (8 * (length & 7))) - 1;
    match length {
        0..8 => [first & bytes(length), 0],
        8..16 => [first, second & bytes(length)],
        _ => [first, second],
    }
}

#[cfg(test)]
#[path = "../../build/compile.rs"]
#[expect(dead_code, reason = "the build script uses the rest")]
mod compile;

#[cfg(test)]
mod tests {
    use super::compile::{self, Field, Form};
    use super::{Kind, Programs};
    use crate::Operation;

    /// What is not understood is slow, so it has to be known when it comes.
    #[test]
    fn all_of_the_schemas_is_understood() {
        for operation in Operation::all() {
            let programs = Programs::of(operation);
            for program in [&programs.success, &programs.failure] {
                assert!(!program.objects.is_empty());
                let fields = program.objects.iter().flat_map(|object| object.fields);
                let kinds = fields.map(|field| field.kind).chain(program.lists.to_vec());
                let opaque = kinds.filter(|kind| matches!(kind, Kind::Opaque)).count();
                assert_eq!(opaque, 0, "{operation}");
            }
        }
    }

    /// The form of a success whose schema was changed in one place.
    fn changed(from: &str, to: &str) -> Form {
        let text = obshell_schemas::response("tenant-backup-overview").expect("it is published");
        assert!(text.contains(from), "{from}");
        let [success, _] = compile::forms(&text.replacen(from, to, 1));
        success
    }

    /// A field of the object with this pointer: where it stands, what it has to
    /// be, and whether it has to be there.
    fn field(form: &Form, base: &str, name: &str) -> (usize, compile::Kind, bool) {
        let object = form.objects.iter().find(|object| object.base == base);
        let object = object.expect("the object is there");
        let is_it = |field: &Field| field.name == name;
        let place = object.fields.iter().position(is_it);
        let place = place.expect("the field is there");
        let required = object.required >> place & 1 == 1;
        (place, object.fields[place].kind, required)
    }

    const ANY: compile::Kind = compile::Kind::Integer(i64::MIN, i64::MAX);

    #[test]
    fn a_new_field_is_read_where_the_server_puts_it() {
        let form = changed(
            r#""incarnation": {"#,
            r#""new": {"description": "New.", "type": "number"}, "incarnation": {"#,
        );
        let new = field(&form, "/data/status", "new");
        assert_eq!(new, (3, compile::Kind::Number, false));
        let form = changed(r#""task_id","#, r#""incarnation","#);
        let optional = field(&form, "/data/status", "task_id");
        assert_eq!(optional, (1, ANY, false));
    }

    #[test]
    fn a_new_constraint_is_kept_or_left_to_the_full_path() {
        let duration = r#""format": "int64","#;
        let bounded = changed(duration, r#""format": "int64", "minimum": 0,"#);
        let (_, kind, _) = field(&bounded, "", "duration");
        assert_eq!(kind, compile::Kind::Integer(0, i64::MAX));
        let strange = changed(duration, r#""format": "int64", "multipleOf": 2,"#);
        let (_, kind, _) = field(&strange, "", "duration");
        assert_eq!(kind, compile::Kind::Opaque);
    }

    #[test]
    fn a_name_with_escapes_is_left_to_the_full_path() {
        let form = changed(
            r#""duration": {"#,
            r#""dura\"tion": {"type": "null"}, "duration": {"#,
        );
        let (_, kind, required) = field(&form, "", "dura\"tion");
        assert_eq!((kind, required), (compile::Kind::Opaque, false));
    }

    /// Nothing goes the fast path, but everything is checked.
    #[test]
    fn a_schema_that_is_none_has_empty_forms() {
        for text in ["", "{}", "[]", r#"{"oneOf": [{}, {}]}"#] {
            let forms = compile::forms(text);
            assert!(forms.iter().all(|form| form.objects.is_empty()), "{text}");
        }
    }
}
