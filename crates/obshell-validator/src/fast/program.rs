//! The published schema as a program: for each object its members in the
//! server's order, what the value of each may be, and where it is put.
//!
//! What the compiler does not understand of a schema becomes [`Kind::Opaque`],
//! a value that is always left to the full path. A new keyword can therefore
//! make reading slow, but never wrong.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::sync::OnceLock;

use super::scan;
use crate::Operation;
use crate::contract::SCHEMAS;
use crate::document::{self, Node, token};

/// What the responses of one operation have to be.
#[derive(Debug)]
pub(crate) struct Programs {
    pub(super) success: Program,
    pub(super) failure: Program,
}

/// One of the two forms of an envelope. Its first object is the envelope.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) objects: Vec<Object>,
    pub(super) lists: Vec<List>,
    pub(super) known: Vec<Names>,
    pub(super) bounds: Vec<RangeInclusive<i64>>,
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
    pub(super) owner: Option<Owner>,
    /// The JSON Pointer, without the index if the object is in a list.
    pub(super) base: String,
    pub(super) indexed: bool,
    /// In the server's order.
    pub(super) fields: Vec<Field>,
    pub(super) names: Names,
    /// The first field by name.
    pub(super) first_by_name: usize,
    /// A bit for each field that has to be there.
    pub(super) required: u64,
    /// Any other member is as good.
    pub(super) free_form: bool,
    /// Where the value of the first field goes.
    pub(super) slot: usize,
}

#[derive(Debug)]
pub(super) struct List {
    pub(super) item: Kind,
}

#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// What stands before the value if the server wrote it: from the separator
    /// on, with the opening quotation mark of a string.
    pub(super) before: Piece,
    /// The name and its colon alone.
    pub(super) key: Piece,
    pub(super) kind: Kind,
    /// The next field by name.
    pub(super) next_by_name: usize,
}

impl Field {
    fn new(first: bool, name: &'static str, kind: Kind) -> Self {
        let separator = if first { '{' } else { ',' };
        let quote = if kind.is_string() { "\"" } else { "" };
        let plain = name
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"\"\\".contains(&byte));
        // A name with escapes is looked up, and then left to the full path.
        let name_or_none = if plain { name } else { "\0" };
        let key = format!("\"{name_or_none}\":");
        Self {
            name,
            before: Piece::new(&format!("{separator}{key}{quote}")),
            key: Piece::new(&key),
            kind,
            next_by_name: 0,
        }
    }
}

/// What a value has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean(Option<bool>),
    Integer,
    /// An integer within bounds, by their number.
    Bounded(u16),
    Number,
    Text,
    /// A text of which some values are known.
    Known {
        names: u16,
        open: bool,
    },
    DateTime,
    Object(u16),
    List(u16),
    /// Not understood.
    Opaque,
}

impl Kind {
    pub(super) fn is_string(self) -> bool {
        matches!(self, Self::Text | Self::Known { .. } | Self::DateTime)
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
    fn new(text: &str) -> Self {
        let words = |bytes: [u8; 32]| [0, 8, 16, 24].map(|at| scan::word(&bytes, at));
        let length = text.len();
        let mut mask = [0; 32];
        if let Some(mask) = mask[..31].get_mut(..length) {
            mask.fill(0xFF);
        }
        // What is too long has an empty mask, and so never stands anywhere.
        Self {
            text: words(scan::window(text.as_bytes(), 0)),
            mask: words(mask),
            length,
        }
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
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) texts: Vec<&'static str>,
    /// For each hash the number of its name, from 1. Empty if no multiplier
    /// keeps the names apart.
    table: Vec<u8>,
    multiplier: u64,
}

impl Names {
    fn new(texts: Vec<&'static str>) -> Self {
        let mut names = Self {
            texts,
            table: Vec::new(),
            multiplier: 0x9E37_79B9_7F4A_7C15,
        };
        for _ in 0..1000 {
            let mut table = vec![0; TABLE];
            let apart = names.texts.iter().zip(1_u8..=255).all(|(text, number)| {
                let entry = &mut table[names.hash(text.as_bytes(), 0, text.len())];
                std::mem::replace(entry, number) == 0
            });
            if apart && names.texts.len() < 256 {
                names.table = table;
                break;
            }
            names.multiplier = names.multiplier.wrapping_mul(0xD134_2543_DE82_EF95) | 1;
        }
        names
    }

    #[inline(always)]
    fn hash(&self, bytes: &[u8], start: usize, end: usize) -> usize {
        let length = end - start;
        let mut ends = scan::word(bytes, start);
        if length < 8 {
            ends &= (1 << (8 * length)) - 1;
        } else {
            ends ^= scan::word(bytes, end - 8).rotate_left(29);
        }
        let hash = (ends ^ length as u64).wrapping_mul(self.multiplier);
        usize::from(hash.to_le_bytes()[7])
    }

    /// The number of a name, from 0.
    #[inline(always)]
    pub(super) fn find(&self, bytes: &[u8], start: usize, end: usize) -> Option<usize> {
        let text = bytes.get(start..end)?;
        if self.table.is_empty() {
            return self.texts.iter().position(|name| name.as_bytes() == text);
        }
        let number = usize::from(self.table[self.hash(bytes, start, end)]).checked_sub(1)?;
        (self.texts.get(number)?.as_bytes() == text).then_some(number)
    }
}

/// As many entries as the last byte of a hash has values.
const TABLE: usize = 256;

impl Programs {
    pub(crate) fn of(operation: Operation) -> &'static Self {
        static TENANT: OnceLock<Programs> = OnceLock::new();
        static CLUSTER: OnceLock<Programs> = OnceLock::new();
        let (programs, schema) = match operation {
            Operation::TenantBackupOverview => (&TENANT, &SCHEMAS[0]),
            Operation::ObclusterBackupOverview => (&CLUSTER, &SCHEMAS[1]),
        };
        programs.get_or_init(|| Self::compile(operation, schema.text))
    }

    fn compile(operation: Operation, text: &'static str) -> Self {
        let (root, _) = document::read(text.as_bytes());
        let branch = |successful: bool| {
            let root = root.as_ref()?;
            let branches = root.member("oneOf")?.items()?;
            let branch = branches.iter().find(|branch| {
                let constant = resolved(root, branch)
                    .and_then(|schema| schema.at("/properties/successful/const"));
                constant.and_then(Node::boolean) == Some(successful)
            })?;
            Program::compile(operation, root, branch)
        };
        Self {
            success: branch(true).unwrap_or_default(),
            failure: branch(false).unwrap_or_default(),
        }
    }
}

type Schema = Node<'static>;

/// The schema that a reference stands for, if this is one.
fn resolved<'s>(root: &'s Schema, schema: &'s Schema) -> Option<&'s Schema> {
    match schema.member("$ref") {
        Some(reference) => root.at(reference.text()?.strip_prefix('#')?),
        None => Some(schema),
    }
}

impl Program {
    fn compile(operation: Operation, root: &Schema, branch: &Schema) -> Option<Self> {
        let mut compiler = Compiler {
            operation,
            root,
            program: Self::default(),
        };
        let envelope = compiler.kind(branch, "", false, 0);
        (envelope == Kind::Object(0)).then_some(compiler.program)
    }
}

struct Compiler<'s> {
    operation: Operation,
    root: &'s Schema,
    program: Program,
}

/// Keywords that say nothing about a value.
const ANNOTATIONS: [&str; 6] = [
    "title",
    "description",
    "examples",
    "default",
    "deprecated",
    "$comment",
];

/// How deep schemas may be nested, lest one that holds itself go on for ever.
const DEPTH: usize = 16;

impl Compiler<'_> {
    fn kind(&mut self, schema: &Schema, base: &str, indexed: bool, depth: usize) -> Kind {
        self.understood(schema, base, indexed, depth)
            .unwrap_or(Kind::Opaque)
    }

    fn understood(
        &mut self,
        schema: &Schema,
        base: &str,
        indexed: bool,
        depth: usize,
    ) -> Option<Kind> {
        if depth > DEPTH {
            return None;
        }
        let only = |allowed: &[&str]| {
            let members = schema.members().unwrap_or_default();
            members.iter().all(|member| {
                let name = member.name.as_ref();
                allowed.contains(&name) || ANNOTATIONS.contains(&name)
            })
        };
        if schema.member("$ref").is_some() {
            let target = resolved(self.root, schema)?;
            return only(&["$ref"]).then(|| self.kind(target, base, indexed, depth + 1));
        }
        if let Some(branches) = schema.member("oneOf") {
            return only(&["oneOf"]).then(|| self.open_enumeration(branches))?;
        }
        let format = || schema.member("format").and_then(Node::text);
        match schema.member("type")?.text()? {
            "null" if only(&["type"]) => Some(Kind::Null),
            "boolean" if only(&["type", "const"]) => {
                let constant = schema.member("const");
                Some(Kind::Boolean(match constant {
                    Some(constant) => Some(constant.boolean()?),
                    None => None,
                }))
            }
            "integer" if only(&["type", "format", "minimum", "maximum"]) => {
                // Formats of numbers are annotations.
                let bound = |name: &str, otherwise| match schema.member(name) {
                    Some(bound) => bound.integer(),
                    None => Some(otherwise),
                };
                let bounds = bound("minimum", i64::MIN)?..=bound("maximum", i64::MAX)?;
                if bounds == (i64::MIN..=i64::MAX) {
                    return Some(Kind::Integer);
                }
                self.program.bounds.push(bounds);
                Some(Kind::Bounded(
                    u16::try_from(self.program.bounds.len() - 1).ok()?,
                ))
            }
            "number" if only(&["type", "format"]) => Some(Kind::Number),
            "string" if only(&["type", "format"]) => match format() {
                None => Some(Kind::Text),
                Some("date-time") => Some(Kind::DateTime),
                Some(_) => None,
            },
            "string" if only(&["type", "enum"]) => {
                let names = texts(schema.member("enum")?)?;
                self.known(names, false)
            }
            // An item of a list in a list would have two indices.
            "array" if !indexed && only(&["type", "items"]) => {
                let item = self.kind(schema.member("items")?, base, true, depth + 1);
                self.program.lists.push(List { item });
                Some(Kind::List(
                    u16::try_from(self.program.lists.len() - 1).ok()?,
                ))
            }
            "object" if only(&["type", "properties", "required"]) => {
                self.object(schema, base, indexed, depth)
            }
            _ => None,
        }
    }

    fn known(&mut self, names: Vec<&'static str>, open: bool) -> Option<Kind> {
        let number = u16::try_from(self.program.known.len()).ok()?;
        self.program.known.push(Names::new(names));
        Some(Kind::Known {
            names: number,
            open,
        })
    }

    /// Some texts, or any other text: the first branch lists them, the second
    /// excludes the same.
    fn open_enumeration(&mut self, branches: &Schema) -> Option<Kind> {
        let [known, other] = branches.items()? else {
            return None;
        };
        for (branch, keyword) in [(known, "enum"), (other, "not")] {
            let members = branch.members()?;
            let allowed =
                |name: &str| name == "type" || name == keyword || ANNOTATIONS.contains(&name);
            if branch.member("type")?.text()? != "string"
                || !members.iter().all(|member| allowed(&member.name))
            {
                return None;
            }
        }
        let not = other.member("not")?;
        let names = texts(known.member("enum")?)?;
        let same = not.members()?.len() == 1 && texts(not.member("enum")?)? == names;
        if same { self.known(names, true) } else { None }
    }

    fn object(&mut self, schema: &Schema, base: &str, indexed: bool, depth: usize) -> Option<Kind> {
        let properties = schema.member("properties")?.members()?;
        let required = match schema.member("required") {
            Some(required) => texts(required)?,
            None => Vec::new(),
        };
        let number = self.program.objects.len();
        let slot = self.program.slots;
        self.program.slots += properties.len();
        let names = properties.iter().map(|member| borrowed(&member.name));
        let names: Vec<_> = names.collect::<Option<_>>()?;
        let mut bits = 0;
        for name in &required {
            let field = names.iter().position(|field| field == name)?;
            bits |= 1_u64.checked_shl(u32::try_from(field).ok()?)?;
        }
        if names.len() > 64 {
            return None;
        }
        self.program.objects.push(Object {
            owner: self.owner(base, indexed),
            base: base.to_owned(),
            indexed,
            fields: Vec::new(),
            names: Names::new(names.clone()),
            first_by_name: 0,
            required: bits,
            free_form: schema.member("required").is_none(),
            slot,
        });
        let mut fields = Vec::with_capacity(properties.len());
        for (name, member) in names.into_iter().zip(properties) {
            let mut pointer = base.to_owned();
            let _ = write!(pointer, "/{}", token(name));
            let mut kind = self.kind(&member.node, &pointer, indexed, depth + 1);
            // The pointer of what is in an item would have its index in the middle.
            if indexed && matches!(kind, Kind::Object(_)) {
                kind = Kind::Opaque;
            }
            fields.push(Field::new(fields.is_empty(), name, kind));
        }
        let mut by_name: Vec<usize> = (0..fields.len()).collect();
        by_name.sort_by_key(|field| fields[*field].name);
        for pair in by_name.windows(2) {
            fields[pair[0]].next_by_name = pair[1];
        }
        self.program.objects[number].first_by_name = by_name.first().copied().unwrap_or(0);
        self.program.objects[number].fields = fields;
        Some(Kind::Object(u16::try_from(number).ok()?))
    }

    fn owner(&self, base: &str, indexed: bool) -> Option<Owner> {
        let listed = self.operation == Operation::ObclusterBackupOverview;
        match (base, indexed) {
            ("", false) => Some(Owner::Envelope),
            ("/data", false) => Some(Owner::Data),
            ("/error", false) => Some(Owner::Error),
            _ if base.strip_prefix("/data/") == Some(self.operation.wrapper())
                && indexed == listed =>
            {
                Some(Owner::Task)
            }
            _ => None,
        }
    }
}

fn texts(list: &Schema) -> Option<Vec<&'static str>> {
    let items = list.items()?.iter();
    items
        .map(|item| match &item.value {
            document::Value::String(text) => borrowed(text),
            _ => None,
        })
        .collect()
}

/// A text of the schema that is written without escapes.
#[expect(clippy::ptr_arg, reason = "whether it is borrowed is the question")]
fn borrowed(text: &Cow<'static, str>) -> Option<&'static str> {
    match *text {
        Cow::Borrowed(text) => Some(text),
        Cow::Owned(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Owner, Program, Programs};
    use crate::Operation;
    use crate::contract::SCHEMAS;

    /// What is not understood is slow, so it has to be known when it comes.
    #[test]
    fn all_of_the_schemas_is_understood() {
        for operation in Operation::ALL {
            let programs = Programs::of(operation);
            for program in [&programs.success, &programs.failure] {
                assert!(!program.objects.is_empty());
                let fields = program.objects.iter().flat_map(|object| &object.fields);
                let opaque: Vec<_> = fields.filter(|field| field.kind == Kind::Opaque).collect();
                assert!(opaque.is_empty(), "{opaque:?}");
                assert!(program.lists.iter().all(|list| list.item != Kind::Opaque));
            }
        }
    }

    /// The program of a schema in which something was replaced.
    fn changed(from: &str, to: &str) -> Program {
        let text = SCHEMAS[0].text;
        assert!(text.contains(from), "{from}");
        let text: &str = Box::leak(text.replacen(from, to, 1).into_boxed_str());
        Programs::compile(Operation::TenantBackupOverview, text).success
    }

    fn kind(program: &Program, owner: Owner, name: &str) -> (usize, Kind, bool) {
        let mut objects = program.objects.iter();
        let object = objects
            .find(|object| object.owner == Some(owner))
            .expect("the object is there");
        let place = object.fields.iter().position(|field| field.name == name);
        let place = place.expect("the field is there");
        let required = object.required >> place & 1 == 1;
        (place, object.fields[place].kind, required)
    }

    #[test]
    fn a_new_field_is_read_where_the_server_puts_it() {
        let program = changed(
            r#""incarnation": {"#,
            r#""new": {"description": "New.", "type": "number"}, "incarnation": {"#,
        );
        assert_eq!(kind(&program, Owner::Task, "new"), (3, Kind::Number, false));
        let program = changed(r#""task_id","#, r#""incarnation","#);
        assert_eq!(
            kind(&program, Owner::Task, "task_id"),
            (1, Kind::Integer, false)
        );
    }

    #[test]
    fn a_new_constraint_is_kept_or_left_to_the_full_path() {
        let duration = r#""format": "int64","#;
        let bounded = changed(duration, r#""format": "int64", "minimum": 0,"#);
        let (_, kind_of_it, _) = kind(&bounded, Owner::Envelope, "duration");
        assert_eq!(kind_of_it, Kind::Bounded(0));
        let strange = changed(duration, r#""format": "int64", "multipleOf": 2,"#);
        let (_, kind_of_it, _) = kind(&strange, Owner::Envelope, "duration");
        assert_eq!(kind_of_it, Kind::Opaque);
    }
}
