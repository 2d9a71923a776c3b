//! The layout of a response, read from its published schema: for each object its fields in the
//! server's order, and what the value of each must be.
//!
//! Whatever is not supported of a schema becomes [`ValueKind::Unsupported`]: the fast path leaves
//! documents with such a value to the slow path. A new keyword can cost speed, never correctness.

use serde_json::{Map, Value};

/// The layout of one variant of an envelope. Its first object is the envelope.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct VariantLayout {
    pub(crate) objects: Vec<ObjectLayout>,
    /// What the items of each array must be.
    pub(crate) arrays: Vec<ValueKind>,
    /// What each nullable value must be unless it is null.
    pub(crate) nullables: Vec<ValueKind>,
    /// The known strings of each enumeration.
    pub(crate) enumerations: Vec<Vec<String>>,
    /// How many fields all objects have.
    pub(crate) slots: usize,
}

#[derive(Debug, PartialEq)]
pub(crate) struct ObjectLayout {
    /// The name of its definition, or nothing.
    pub(crate) definition: String,
    /// The JSON Pointer, with `*` for any index.
    pub(crate) pointer: String,
    /// In how many arrays it is.
    pub(crate) depth: usize,
    /// In the server's order.
    pub(crate) fields: Vec<FieldLayout>,
    /// A bit for each required field.
    pub(crate) required: u64,
    pub(crate) allows_unknown_fields: bool,
    /// The slot of the first field.
    pub(crate) first_slot: usize,
}

#[derive(Debug, PartialEq)]
pub(crate) struct FieldLayout {
    pub(crate) name: String,
    pub(crate) kind: ValueKind,
}

/// What a value must be; objects, arrays, nullables and enumerations by number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ValueKind {
    Null,
    Boolean(Option<bool>),
    /// Of 64 bits with a sign, within both bounds.
    Integer(i64, i64),
    /// Of 64 bits without a sign.
    Unsigned,
    Number,
    String,
    /// Digits, the first of them between two.
    Digits(u8, u8),
    Enumeration(usize),
    DateTime,
    Object(usize),
    Array(usize),
    Nullable(usize),
    Unsupported,
}

/// The layouts of a success and of a failure; empty if the schema does not distinguish them.
pub(crate) fn variant_layouts(schema: &str) -> [VariantLayout; 2] {
    let root: Value = serde_json::from_str(schema).unwrap_or_default();
    [true, false].map(|successful| variant_layout(&root, successful).unwrap_or_default())
}

fn variant_layout(root: &Value, successful: bool) -> Option<VariantLayout> {
    let branch = root.get("oneOf")?.as_array()?.iter().find(|branch| {
        let constant = resolved(root, branch)
            .and_then(|schema| schema.pointer("/properties/successful/const"));
        constant.and_then(Value::as_bool) == Some(successful)
    })?;
    let mut compiler = Compiler {
        root,
        layout: VariantLayout::default(),
    };
    let envelope = compiler.kind(branch, &Place::default());
    (envelope == ValueKind::Object(0)).then_some(compiler.layout)
}

/// The schema that a reference stands for, if this is one.
fn resolved<'s>(root: &'s Value, schema: &'s Value) -> Option<&'s Value> {
    match schema.get("$ref") {
        Some(reference) => root.pointer(reference.as_str()?.strip_prefix('#')?),
        None => Some(schema),
    }
}

/// Where a schema is used.
#[derive(Clone, Default)]
struct Place {
    pointer: String,
    /// In how many arrays.
    depth: usize,
    definition: String,
    /// How many steps from the root.
    steps: usize,
}

impl Place {
    fn step(&self, token: &str) -> Self {
        Self {
            pointer: format!("{}/{token}", self.pointer),
            depth: self.depth,
            definition: String::new(),
            steps: self.steps + 1,
        }
    }
}

struct Compiler<'s> {
    root: &'s Value,
    layout: VariantLayout,
}

/// Keywords that never refuse a value.
const ANNOTATIONS: [&str; 6] = [
    "title",
    "description",
    "examples",
    "default",
    "deprecated",
    "$comment",
];

/// The limits of what the fast path can address: a schema that contains itself has no end.
const MAX_STEPS: usize = 16;
pub(crate) const MAX_ARRAYS: usize = 3;
const MAX_FIELDS: usize = 63;
const MAX_SLOTS: usize = 255;

/// Checks that there are no keywords but these and annotations.
fn only(schema: &Map<String, Value>, allowed: &[&str]) -> bool {
    let mut keywords = schema.keys().map(String::as_str);
    keywords.all(|keyword| allowed.contains(&keyword) || ANNOTATIONS.contains(&keyword))
}

impl Compiler<'_> {
    fn kind(&mut self, schema: &Value, place: &Place) -> ValueKind {
        self.supported(schema, place)
            .unwrap_or(ValueKind::Unsupported)
    }

    fn supported(&mut self, schema: &Value, place: &Place) -> Option<ValueKind> {
        if place.steps > MAX_STEPS {
            return None;
        }
        let keywords = schema.as_object()?;
        let only = |allowed: &[&str]| only(keywords, allowed);
        if let Some(reference) = keywords.get("$ref") {
            let target = resolved(self.root, schema)?;
            let mut place = place.clone();
            place.steps += 1;
            reference
                .as_str()?
                .rsplit('/')
                .next()?
                .clone_into(&mut place.definition);
            return only(&["$ref"]).then(|| self.kind(target, &place));
        }
        if let Some(branches) = keywords.get("anyOf").or_else(|| keywords.get("oneOf")) {
            return self.alternatives(keywords, branches, place);
        }
        if let Some([Value::String(name), Value::String(null)]) = keywords
            .get("type")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            && null == "null"
        {
            let mut rest = keywords.clone();
            rest.insert("type".into(), name.as_str().into());
            return Some(self.nullable(&rest.into(), place));
        }
        self.of_type(keywords.get("type")?.as_str()?, keywords, place)
    }

    fn of_type(
        &mut self,
        name: &str,
        keywords: &Map<String, Value>,
        place: &Place,
    ) -> Option<ValueKind> {
        let only = |allowed: &[&str]| only(keywords, allowed);
        let text = |keyword: &str| keywords.get(keyword).and_then(Value::as_str);
        match name {
            "null" if only(&["type"]) => Some(ValueKind::Null),
            "boolean" if only(&["type", "const"]) => {
                let constant = keywords.get("const");
                Some(ValueKind::Boolean(match constant {
                    Some(constant) => Some(constant.as_bool()?),
                    None => None,
                }))
            }
            // Formats of numbers are annotations.
            "integer" if only(&["type", "format", "minimum", "maximum"]) => {
                let (least, most) = (keywords.get("minimum"), keywords.get("maximum"));
                if most.is_some_and(|most| most.as_u64() == Some(u64::MAX)) {
                    let unsigned = least.is_some_and(|least| least.as_u64() == Some(0));
                    return unsigned.then_some(ValueKind::Unsigned);
                }
                let bound = |bound: Option<&Value>, otherwise| match bound {
                    Some(bound) => bound.as_i64(),
                    None => Some(otherwise),
                };
                Some(ValueKind::Integer(
                    bound(least, i64::MIN)?,
                    bound(most, i64::MAX)?,
                ))
            }
            "number" if only(&["type", "format"]) => Some(ValueKind::Number),
            "string" if only(&["type", "pattern"]) && keywords.contains_key("pattern") => {
                digits(text("pattern")?)
            }
            "string" if only(&["type", "format"]) => match text("format") {
                None => Some(match self.known(&place.definition) {
                    Some(texts) => self.enumeration(texts),
                    None => ValueKind::String,
                }),
                Some("date-time") => Some(ValueKind::DateTime),
                Some(_) => None,
            },
            "array" if place.depth < MAX_ARRAYS && only(&["type", "items"]) => {
                let mut item = place.step("*");
                item.depth += 1;
                let item = self.kind(keywords.get("items")?, &item);
                self.layout.arrays.push(item);
                Some(ValueKind::Array(self.layout.arrays.len() - 1))
            }
            "object" if only(&["type", "properties", "required", "additionalProperties"]) => {
                self.object(keywords, place)
            }
            _ => None,
        }
    }

    /// The known values of an open enumeration are a definition beside it.
    fn known(&self, definition: &str) -> Option<Vec<String>> {
        let pointer = format!("/$defs/Known{definition}/enum");
        texts(self.root.pointer(&pointer)?)
    }

    /// A value or null.
    fn alternatives(
        &mut self,
        keywords: &Map<String, Value>,
        branches: &Value,
        place: &Place,
    ) -> Option<ValueKind> {
        let [value, null] = &branches.as_array()?[..] else {
            return None;
        };
        let is_null = null.get("type").and_then(Value::as_str) == Some("null")
            && only(null.as_object()?, &["type"])
            && only(keywords, &["anyOf", "oneOf"]);
        is_null.then(|| self.nullable(value, place))
    }

    fn nullable(&mut self, schema: &Value, place: &Place) -> ValueKind {
        let kind = self.kind(schema, place);
        if kind == ValueKind::Unsupported {
            return kind;
        }
        self.layout.nullables.push(kind);
        ValueKind::Nullable(self.layout.nullables.len() - 1)
    }

    fn enumeration(&mut self, texts: Vec<String>) -> ValueKind {
        self.layout.enumerations.push(texts);
        ValueKind::Enumeration(self.layout.enumerations.len() - 1)
    }

    fn object(&mut self, schema: &Map<String, Value>, place: &Place) -> Option<ValueKind> {
        let nothing = Map::new();
        let properties = match schema.get("properties") {
            Some(properties) => properties.as_object()?,
            None => &nothing,
        };
        let allows_unknown_fields = match schema.get("additionalProperties") {
            Some(allowed) => allowed.as_bool().filter(|allowed| *allowed)?,
            None => false,
        };
        // Fields are bits of a word, of which one means no field, and slots are numbered by bytes.
        if properties.len() > MAX_FIELDS || self.layout.slots + properties.len() > MAX_SLOTS {
            return None;
        }
        let mut required = 0;
        for name in schema.get("required").map_or(Some(Vec::new()), texts)? {
            required |= 1 << properties.keys().position(|property| *property == name)?;
        }
        let number = self.layout.objects.len();
        let first_slot = self.layout.slots;
        self.layout.slots += properties.len();
        self.layout.objects.push(ObjectLayout {
            definition: place.definition.clone(),
            pointer: place.pointer.clone(),
            depth: place.depth,
            fields: Vec::new(),
            required,
            allows_unknown_fields,
            first_slot,
        });
        let mut fields = Vec::new();
        for (name, schema) in properties {
            let token = name.replace('~', "~0").replace('/', "~1");
            let mut kind = self.kind(schema, &place.step(&token));
            // A key with escapes can be written in many ways.
            if !plain(name) {
                kind = ValueKind::Unsupported;
            }
            let name = name.clone();
            fields.push(FieldLayout { name, kind });
        }
        self.layout.objects[number].fields = fields;
        Some(ValueKind::Object(number))
    }
}

/// Whether a key is written in JSON as it is.
fn plain(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.all(|byte| byte.is_ascii_graphic() && !b"\"\\".contains(&byte))
}

/// The one pattern of the schemas: `^[1-5][0-9]+$`, for any first digits.
fn digits(pattern: &str) -> Option<ValueKind> {
    let range = pattern.strip_prefix("^[")?.strip_suffix("][0-9]+$")?;
    match *range.as_bytes() {
        [least @ b'0'..=b'9', b'-', most @ b'0'..=b'9'] => Some(ValueKind::Digits(least, most)),
        _ => None,
    }
}

fn texts(list: &Value) -> Option<Vec<String>> {
    let items = list.as_array()?.iter();
    items.map(|item| Some(item.as_str()?.to_owned())).collect()
}
