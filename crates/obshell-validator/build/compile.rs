//! Reads a published schema: for each object its members in the server's order,
//! and what the value of each may be.
//!
//! What is not understood of a schema becomes [`Kind::Opaque`], a value that is
//! always left to the full path. A new keyword can therefore make reading slow,
//! but never wrong.

use serde_json::{Map, Value};

/// One of the two forms of an envelope. Its first object is the envelope.
#[derive(Debug, Default)]
pub(crate) struct Form {
    pub(crate) objects: Vec<Object>,
    /// What the items of each list are.
    pub(crate) lists: Vec<Kind>,
    /// The known texts of each enumeration.
    pub(crate) known: Vec<Vec<String>>,
    /// How many members all objects have.
    pub(crate) slots: usize,
}

#[derive(Debug)]
pub(crate) struct Object {
    /// The JSON Pointer, without the index if the object is in a list.
    pub(crate) base: String,
    pub(crate) indexed: bool,
    /// In the server's order.
    pub(crate) fields: Vec<Field>,
    /// A bit for each field that has to be there.
    pub(crate) required: u64,
    /// Any other member is as good.
    pub(crate) free_form: bool,
    /// Where the value of the first field goes.
    pub(crate) slot: usize,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What a value has to be; objects, lists and enumerations by number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Null,
    Boolean(Option<bool>),
    /// With both bounds.
    Integer(i64, i64),
    Number,
    Text,
    /// A text of which some values are known.
    Known {
        texts: usize,
        open: bool,
    },
    DateTime,
    Object(usize),
    List(usize),
    /// Not understood.
    Opaque,
}

/// The form of a success and that of a failure; empty if the schema does not
/// tell them apart.
pub(crate) fn forms(schema: &str) -> [Form; 2] {
    let root: Value = serde_json::from_str(schema).unwrap_or_default();
    [true, false].map(|successful| form(&root, successful).unwrap_or_default())
}

fn form(root: &Value, successful: bool) -> Option<Form> {
    let branch = root.get("oneOf")?.as_array()?.iter().find(|branch| {
        let constant = resolved(root, branch)
            .and_then(|schema| schema.pointer("/properties/successful/const"));
        constant.and_then(Value::as_bool) == Some(successful)
    })?;
    let mut compiler = Compiler {
        root,
        form: Form::default(),
    };
    let envelope = compiler.kind(branch, "", false, 0);
    (envelope == Kind::Object(0)).then_some(compiler.form)
}

/// The schema that a reference stands for, if this is one.
fn resolved<'s>(root: &'s Value, schema: &'s Value) -> Option<&'s Value> {
    match schema.get("$ref") {
        Some(reference) => root.pointer(reference.as_str()?.strip_prefix('#')?),
        None => Some(schema),
    }
}

struct Compiler<'s> {
    root: &'s Value,
    form: Form,
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

/// Whether there are no keywords but these and annotations.
fn only(schema: &Map<String, Value>, allowed: &[&str]) -> bool {
    let mut keywords = schema.keys().map(String::as_str);
    keywords.all(|keyword| allowed.contains(&keyword) || ANNOTATIONS.contains(&keyword))
}

impl Compiler<'_> {
    fn kind(&mut self, schema: &Value, base: &str, indexed: bool, depth: usize) -> Kind {
        self.understood(schema, base, indexed, depth)
            .unwrap_or(Kind::Opaque)
    }

    fn understood(
        &mut self,
        schema: &Value,
        base: &str,
        indexed: bool,
        depth: usize,
    ) -> Option<Kind> {
        if depth > DEPTH {
            return None;
        }
        let keywords = schema.as_object()?;
        let only = |allowed: &[&str]| only(keywords, allowed);
        if keywords.contains_key("$ref") {
            let target = resolved(self.root, schema)?;
            return only(&["$ref"]).then(|| self.kind(target, base, indexed, depth + 1));
        }
        if let Some(branches) = keywords.get("oneOf") {
            let texts = only(&["oneOf"]).then(|| open_enumeration(branches))??;
            return Some(self.known(texts, true));
        }
        let format = || keywords.get("format").and_then(Value::as_str);
        match keywords.get("type")?.as_str()? {
            "null" if only(&["type"]) => Some(Kind::Null),
            "boolean" if only(&["type", "const"]) => {
                let constant = keywords.get("const");
                Some(Kind::Boolean(match constant {
                    Some(constant) => Some(constant.as_bool()?),
                    None => None,
                }))
            }
            // Formats of numbers are annotations.
            "integer" if only(&["type", "format", "minimum", "maximum"]) => {
                let bound = |name: &str, otherwise| match keywords.get(name) {
                    Some(bound) => bound.as_i64(),
                    None => Some(otherwise),
                };
                let least = bound("minimum", i64::MIN)?;
                Some(Kind::Integer(least, bound("maximum", i64::MAX)?))
            }
            "number" if only(&["type", "format"]) => Some(Kind::Number),
            "string" if only(&["type", "format"]) => match format() {
                None => Some(Kind::Text),
                Some("date-time") => Some(Kind::DateTime),
                Some(_) => None,
            },
            "string" if only(&["type", "enum"]) => {
                let texts = texts(keywords.get("enum")?)?;
                Some(self.known(texts, false))
            }
            // An item of a list in a list would have two indices.
            "array" if !indexed && only(&["type", "items"]) => {
                let item = self.kind(keywords.get("items")?, base, true, depth + 1);
                self.form.lists.push(item);
                Some(Kind::List(self.form.lists.len() - 1))
            }
            "object" if only(&["type", "properties", "required"]) => {
                self.object(keywords, base, indexed, depth)
            }
            _ => None,
        }
    }

    fn known(&mut self, texts: Vec<String>, open: bool) -> Kind {
        self.form.known.push(texts);
        let texts = self.form.known.len() - 1;
        Kind::Known { texts, open }
    }

    fn object(
        &mut self,
        schema: &Map<String, Value>,
        base: &str,
        indexed: bool,
        depth: usize,
    ) -> Option<Kind> {
        let properties = schema.get("properties")?.as_object()?;
        // Fields are bits of a word, of which one is that of no field, and slots are
        // numbered by bytes.
        if properties.len() > 63 || self.form.slots + properties.len() > 255 {
            return None;
        }
        let mut required = 0;
        for name in schema.get("required").map_or(Some(Vec::new()), texts)? {
            required |= 1 << properties.keys().position(|property| *property == name)?;
        }
        let number = self.form.objects.len();
        let slot = self.form.slots;
        self.form.slots += properties.len();
        self.form.objects.push(Object {
            base: base.to_owned(),
            indexed,
            fields: Vec::new(),
            required,
            free_form: !schema.contains_key("required"),
            slot,
        });
        let mut fields = Vec::new();
        for (name, schema) in properties {
            let token = name.replace('~', "~0").replace('/', "~1");
            let mut kind = self.kind(schema, &format!("{base}/{token}"), indexed, depth + 1);
            // The pointer of what is in an item would have its index in the middle,
            // and a name that is written with escapes can be written in many ways.
            if indexed && matches!(kind, Kind::Object(_)) || !plain(name) {
                kind = Kind::Opaque;
            }
            let name = name.clone();
            fields.push(Field { name, kind });
        }
        self.form.objects[number].fields = fields;
        Some(Kind::Object(number))
    }
}

/// Whether a name is written in JSON as it is.
fn plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.all(|byte| byte.is_ascii_graphic() && !b"\"\\".contains(&byte))
}

/// Some texts, or any other text: the first branch lists them, the second
/// excludes the same.
fn open_enumeration(branches: &Value) -> Option<Vec<String>> {
    let [known, other] = &branches.as_array()?[..] else {
        return None;
    };
    for (branch, keyword) in [(known, "enum"), (other, "not")] {
        if branch.get("type")?.as_str()? != "string"
            || !only(branch.as_object()?, &["type", keyword])
        {
            return None;
        }
    }
    let not = other.get("not")?.as_object()?;
    let texts = texts(known.get("enum")?)?;
    let same = not.len() == 1 && not.get("enum") == known.get("enum");
    same.then_some(texts)
}

fn texts(list: &Value) -> Option<Vec<String>> {
    let items = list.as_array()?.iter();
    items.map(|item| Some(item.as_str()?.to_owned())).collect()
}
