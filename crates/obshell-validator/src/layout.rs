//! What a response must look like, as tables that the build script writes from the published
//! schemas: for each object its fields in the server's order, and what each value must be.

use crate::Operation;
use crate::document::{bytes_equal, word};

#[expect(clippy::unreadable_literal, reason = "generated")]
mod generated {
    use super::{EnvelopeLayout, FieldLayout, KeyPattern, ObjectLayout, ValueKind, VariantLayout};

    include!(concat!(env!("OUT_DIR"), "/layouts.rs"));
}

pub(crate) use generated::{OBJECTS, SLOTS};

/// The variants of an operation's envelope.
#[derive(Debug)]
pub(crate) struct EnvelopeLayout {
    pub(crate) success: &'static VariantLayout,
    pub(crate) failure: &'static VariantLayout,
}

impl EnvelopeLayout {
    pub(crate) fn of(operation: Operation) -> &'static Self {
        /// An operation without a schema: nothing is known of its fields.
        static UNKNOWN: EnvelopeLayout = EnvelopeLayout {
            success: &VariantLayout::EMPTY,
            failure: &VariantLayout::EMPTY,
        };
        let found = generated::ALL.iter().find(|(id, _)| *id == operation.id());
        found.map_or(&UNKNOWN, |(_, layout)| layout)
    }
}

/// One variant of an envelope. Its first object is the envelope.
#[derive(Debug)]
pub(crate) struct VariantLayout {
    /// Which of all variants it is.
    pub(crate) number: usize,
    pub(crate) objects: &'static [ObjectLayout],
    /// What the items of each array must be.
    pub(crate) arrays: &'static [ValueKind],
    /// What each nullable value must be unless it is null.
    pub(crate) nullables: &'static [ValueKind],
    /// How many values can be captured.
    pub(crate) slots: usize,
}

impl VariantLayout {
    const EMPTY: Self = Self {
        number: 0,
        objects: &[],
        arrays: &[],
        nullables: &[],
        slots: 0,
    };

    /// Whether it is that of a success.
    pub(crate) fn is_success(&self) -> bool {
        let envelope = self.objects.first();
        let field = envelope.and_then(|object| Some(&object.fields[object.field("successful")?]));
        field.is_some_and(|field| matches!(field.kind, ValueKind::Boolean(Some(true))))
    }

    /// Resolves a nullable kind.
    pub(crate) fn non_null(&self, kind: ValueKind) -> ValueKind {
        *self.non_null_ref(&kind)
    }

    /// The same where the kind is kept.
    pub(crate) fn non_null_ref<'k>(&self, kind: &'k ValueKind) -> &'k ValueKind {
        match kind {
            ValueKind::Nullable(number) => &self.nullables[*number],
            other => other,
        }
    }
}

#[derive(Debug)]
pub(crate) struct ObjectLayout {
    /// The name of the definition in the schemas.
    pub(crate) definition: &'static str,
    /// The JSON Pointer, with `*` for any index.
    pub(crate) pointer: &'static str,
    /// In how many arrays the object is.
    pub(crate) depth: usize,
    /// In the server's order.
    pub(crate) fields: &'static [FieldLayout],
    /// The first field by name.
    pub(crate) first_by_name: usize,
    /// A bit for each required field.
    pub(crate) required: u64,
    pub(crate) allows_unknown_fields: bool,
    /// The slot of the first field.
    pub(crate) first_slot: usize,
}

impl ObjectLayout {
    /// Returns the number of the field with this name.
    pub(crate) fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Returns the numbers of the fields with these names, which most often are in the server's
    /// order.
    pub(crate) fn numbers<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
    ) -> impl Iterator<Item = Option<usize>> {
        let mut next = 0;
        names.map(move |name| {
            let is_it = |field: &FieldLayout| bytes_equal(field.name.as_bytes(), name.as_bytes());
            let number = if self.fields.get(next).is_some_and(is_it) {
                next
            } else {
                self.fields.iter().position(is_it)?
            };
            next = number + 1;
            Some(number)
        })
    }

    /// Checks whether this is an object of that definition; any envelope is an [`ENVELOPE`].
    pub(crate) fn is(&self, definition: &str) -> bool {
        self.definition == definition || (definition == ENVELOPE && self.pointer.is_empty())
    }
}

/// The definition that every envelope has, whatever its payload.
pub(crate) const ENVELOPE: &str = "Envelope";

#[derive(Debug)]
pub(crate) struct FieldLayout {
    pub(crate) name: &'static str,
    /// The key as it is written, and its colon.
    pub(crate) key: KeyPattern,
    pub(crate) kind: ValueKind,
    /// The next field by name.
    pub(crate) next_by_name: usize,
}

/// What a value must be.
#[derive(Clone, Copy, Debug)]
#[allow(
    dead_code,
    reason = "which of them the generated tables use depends on the schemas"
)]
pub(crate) enum ValueKind {
    Null,
    Boolean(Option<bool>),
    Integer,
    /// An integer within these bounds.
    IntegerRange(i64, i64),
    /// An integer of 64 bits without a sign.
    Unsigned,
    Number,
    String,
    /// Digits, the first of them between two.
    Digits(u8, u8),
    /// A string of which some values are known.
    Enumeration(&'static [&'static str]),
    DateTime,
    /// By its number.
    Object(usize),
    Array(usize),
    Nullable(usize),
    /// Left to the slow path.
    Unsupported,
}

impl ValueKind {
    pub(crate) fn is_string(self) -> bool {
        matches!(
            self,
            Self::String | Self::Digits(..) | Self::Enumeration(_) | Self::DateTime
        )
    }

    pub(crate) fn is_integer(self) -> bool {
        matches!(
            self,
            Self::Integer | Self::IntegerRange(..) | Self::Unsigned
        )
    }
}

/// A short key that is compared as a whole.
#[derive(Clone, Debug)]
pub(crate) struct KeyPattern {
    text: [u64; 4],
    mask: [u64; 4],
    pub(crate) length: usize,
}

impl KeyPattern {
    /// An empty key, or one that is too long, matches nowhere.
    const fn new(text: &str) -> Self {
        let length = text.len();
        let mut pattern = Self {
            text: [u64::MAX; 4],
            mask: [0; 4],
            length,
        };
        if length == 0 || length > 31 {
            return pattern;
        }
        let mut at = 0;
        while at < 4 {
            pattern.text[at] = word(text.as_bytes(), 8 * at);
            let bytes = length.saturating_sub(8 * at);
            pattern.mask[at] = if bytes < 8 {
                (1 << (8 * bytes)) - 1
            } else {
                u64::MAX
            };
            at += 1;
        }
        pattern
    }

    /// Checks whether the text begins with the key.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "measured, as in the fast path")]
    pub(crate) fn begins(&self, text: &[u8; 40]) -> bool {
        let mut differences = 0;
        for (at, (key, mask)) in self.text.iter().zip(&self.mask).enumerate() {
            differences |= (word(text, 8 * at) & mask) ^ key;
        }
        differences == 0
    }
}

#[cfg(test)]
#[path = "../build/model.rs"]
mod model;

#[cfg(test)]
mod tests {
    use super::model::{FieldLayout, ValueKind, VariantLayout, variant_layouts};
    use super::{EnvelopeLayout, ValueKind as Emitted};
    use crate::Operation;

    /// What is not supported is slow, so it has to be known when it comes.
    #[test]
    fn all_of_the_schemas_is_supported() {
        for operation in Operation::all() {
            let layout = EnvelopeLayout::of(operation);
            for variant in [layout.success, layout.failure] {
                assert!(!variant.objects.is_empty(), "{operation}");
                let fields = variant.objects.iter().flat_map(|object| object.fields);
                let kinds = fields.map(|field| field.kind);
                let kinds = kinds.chain(variant.arrays.iter().copied());
                for kind in kinds {
                    assert!(!matches!(kind, Emitted::Unsupported), "{operation}");
                }
            }
        }
    }

    /// The layout of a success whose schema was changed in one place.
    fn changed(from: &str, to: &str) -> VariantLayout {
        let text = obshell_schemas::response("tenant-backup-overview").expect("it is published");
        assert!(text.contains(from), "{from}");
        let [success, _] = variant_layouts(&text.replacen(from, to, 1));
        success
    }

    /// A field of the object with this pointer: its number, its kind, and whether it is required.
    fn field(layout: &VariantLayout, pointer: &str, name: &str) -> (usize, ValueKind, bool) {
        let object = layout
            .objects
            .iter()
            .find(|object| object.pointer == pointer);
        let object = object.expect("the object is there");
        let is_it = |field: &FieldLayout| field.name == name;
        let number = object.fields.iter().position(is_it);
        let number = number.expect("the field is there");
        let required = object.required >> number & 1 == 1;
        (number, object.fields[number].kind, required)
    }

    const ANY: ValueKind = ValueKind::Integer(i64::MIN, i64::MAX);

    #[test]
    fn a_new_field_is_read_where_the_server_puts_it() {
        let layout = changed(
            r#""incarnation": {"#,
            r#""new": {"description": "New.", "type": "number"}, "incarnation": {"#,
        );
        let new = field(&layout, "/data/status", "new");
        assert_eq!(new, (3, ValueKind::Number, false));
        let layout = changed(r#""task_id","#, r#""incarnation","#);
        let optional = field(&layout, "/data/status", "task_id");
        assert_eq!(optional, (1, ANY, false));
    }

    #[test]
    fn a_new_constraint_is_kept_or_left_to_the_slow_path() {
        let duration = r#""format": "int64","#;
        let bounded = changed(duration, r#""format": "int64", "minimum": 0,"#);
        let (_, kind, _) = field(&bounded, "", "duration");
        assert_eq!(kind, ValueKind::Integer(0, i64::MAX));
        let strange = changed(duration, r#""format": "int64", "multipleOf": 2,"#);
        let (_, kind, _) = field(&strange, "", "duration");
        assert_eq!(kind, ValueKind::Unsupported);
    }

    #[test]
    fn nested_arrays_nullable_and_free_values_are_supported() {
        let layout = changed(
            r#""duration": {"#,
            r#""nodes": {"type": "array", "items": {"type": "object", "required": ["logs"],
                "properties": {
                    "logs": {"anyOf": [{"type": "array", "items": {"type": "string"}},
                                       {"type": "null"}]},
                    "id": {"type": "string", "pattern": "^[1-5][0-9]+$"},
                    "any": {"type": ["object", "null"], "additionalProperties": true}}}},
               "duration": {"#,
        );
        let node = layout
            .objects
            .iter()
            .find(|object| object.pointer == "/nodes/*")
            .expect("the items are objects");
        assert_eq!(node.depth, 1);
        let kind = |name: &str| field(&layout, "/nodes/*", name).1;
        let ValueKind::Nullable(logs) = kind("logs") else {
            panic!("{:?}", kind("logs"));
        };
        let ValueKind::Array(logs) = layout.nullables[logs] else {
            panic!("{:?}", layout.nullables);
        };
        assert_eq!(layout.arrays[logs], ValueKind::String);
        assert_eq!(kind("id"), ValueKind::Digits(b'1', b'5'));
        let ValueKind::Nullable(any) = kind("any") else {
            panic!("{:?}", kind("any"));
        };
        let ValueKind::Object(any) = layout.nullables[any] else {
            panic!("{:?}", layout.nullables);
        };
        assert!(layout.objects[any].allows_unknown_fields);
    }

    #[test]
    fn a_key_with_escapes_is_left_to_the_slow_path() {
        let layout = changed(
            r#""duration": {"#,
            r#""dura\"tion": {"type": "null"}, "duration": {"#,
        );
        let (_, kind, required) = field(&layout, "", "dura\"tion");
        assert_eq!((kind, required), (ValueKind::Unsupported, false));
    }

    /// Nothing goes the fast path, but everything is checked.
    #[test]
    fn a_schema_without_variants_has_empty_layouts() {
        for text in ["", "{}", "[]", r#"{"oneOf": [{}, {}]}"#] {
            let layouts = variant_layouts(text);
            assert!(
                layouts.iter().all(|layout| layout.objects.is_empty()),
                "{text}"
            );
        }
    }
}
