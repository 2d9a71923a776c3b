//! Writes layouts as Rust: a table of every object's fields, and apart from it a function that reads
//! them in the server's order.

use std::fmt::{self, Write as _};

use serde_json::Value;

use crate::model::{FieldLayout, ObjectLayout, ValueKind, VariantLayout};

/// The layouts of an operation's success and failure, by the operation's id.
pub(crate) type Envelopes<'i> = [(&'i str, [VariantLayout; 2])];

/// Each variant once, however many operations share it.
fn variants<'l>(all: &'l Envelopes<'_>) -> Vec<&'l VariantLayout> {
    let mut variants: Vec<&VariantLayout> = Vec::new();
    for variant in all.iter().flat_map(|(_, variants)| variants) {
        if !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    variants
}

/// Writes the tables of all operations.
pub(crate) fn layouts(code: &mut String, all: &Envelopes<'_>) -> fmt::Result {
    let variants = variants(all);
    let slots = variants.iter().map(|variant| variant.slots).max();
    let objects = variants.iter().map(|variant| variant.objects.len()).max();
    writeln!(
        code,
        "pub(crate) const SLOTS: usize = {};",
        slots.unwrap_or(0)
    )?;
    writeln!(
        code,
        "pub(crate) const OBJECTS: usize = {};",
        objects.unwrap_or(0)
    )?;
    for (number, layout) in variants.iter().enumerate() {
        Emitter { layout, number }.variant(code)?;
    }
    writeln!(
        code,
        "pub(crate) static ALL: &[(&str, EnvelopeLayout)] = &["
    )?;
    for (id, both) in all {
        let [success, failure] = both.each_ref().map(|variant| {
            let number = variants.iter().position(|known| *known == variant);
            number.unwrap_or(0)
        });
        writeln!(
            code,
            "({id:?}, EnvelopeLayout {{ success: &VARIANT_{success}, failure: &VARIANT_{failure} }}),"
        )?;
    }
    writeln!(code, "];")
}

/// Writes the readers of all variants, which are found by the number of the variant and of the
/// object.
pub(crate) fn readers(code: &mut String, all: &Envelopes<'_>) -> fmt::Result {
    let variants = variants(all);
    writeln!(code, "pub(super) static READERS: &[&[ReadObject]] = &[")?;
    for (number, layout) in variants.iter().enumerate() {
        let functions = (0..layout.objects.len()).map(|object| format!("read_{number}_{object}"));
        writeln!(code, "&[{}],", functions.collect::<Vec<_>>().join(", "))?;
    }
    writeln!(code, "];")?;
    for (number, layout) in variants.iter().enumerate() {
        let emitter = Emitter { layout, number };
        for (index, object) in layout.objects.iter().enumerate() {
            emitter.reader(code, index, object)?;
        }
        for (index, known) in layout.enumerations.iter().enumerate() {
            find(code, &format!("find_{number}_{index}"), known)?;
        }
    }
    Ok(())
}

/// The function that looks for one of some strings with its closing quotation mark: which it is, and
/// where it ends.
fn find(code: &mut String, function: &str, known: &[String]) -> fmt::Result {
    writeln!(code, "#[inline(always)]")?;
    writeln!(
        code,
        "fn {function}(text: &[u8]) -> Option<(i64, usize)> {{"
    )?;
    for (number, known) in known.iter().enumerate() {
        let (quoted, end) = (format!("{known}\""), known.len() + 1);
        let quoted = quoted.as_bytes().escape_ascii();
        writeln!(
            code,
            "if text.starts_with(b\"{quoted}\") {{ return Some(({number}, {end})); }}"
        )?;
    }
    writeln!(code, "None }}")
}

struct Emitter<'l> {
    layout: &'l VariantLayout,
    number: usize,
}

impl Emitter<'_> {
    fn variant(&self, code: &mut String) -> fmt::Result {
        let number = self.number;
        for (index, known) in self.layout.enumerations.iter().enumerate() {
            writeln!(
                code,
                "static STRINGS_{number}_{index}: &[&str] = &{known:?};"
            )?;
        }
        writeln!(
            code,
            "static VARIANT_{number}: VariantLayout = VariantLayout {{ number: {number}, objects: &["
        )?;
        for object in &self.layout.objects {
            self.table(code, object)?;
        }
        let kinds = |kinds: &[ValueKind]| {
            let kinds: Vec<String> = kinds.iter().map(|kind| self.kind(*kind)).collect();
            kinds.join(", ")
        };
        let (arrays, nullables) = (kinds(&self.layout.arrays), kinds(&self.layout.nullables));
        let slots = self.layout.slots;
        writeln!(
            code,
            "], arrays: &[{arrays}], nullables: &[{nullables}], slots: {slots} }};"
        )?;
        Ok(())
    }

    fn table(&self, code: &mut String, object: &ObjectLayout) -> fmt::Result {
        let mut by_name: Vec<usize> = (0..object.fields.len()).collect();
        by_name.sort_by_key(|field| &object.fields[*field].name);
        let mut next_by_name = vec![0; object.fields.len()];
        for pair in by_name.windows(2) {
            next_by_name[pair[0]] = pair[1];
        }
        writeln!(
            code,
            "ObjectLayout {{ definition: {:?}, pointer: {:?}, depth: {}, required: {}, \
             allows_unknown_fields: {}, first_slot: {}, first_by_name: {}, fields: &[",
            object.definition,
            object.pointer,
            object.depth,
            object.required,
            object.allows_unknown_fields,
            object.first_slot,
            by_name.first().unwrap_or(&0),
        )?;
        for (field, next) in object.fields.iter().zip(next_by_name) {
            let key = key(&field.name);
            writeln!(
                code,
                "FieldLayout {{ name: {:?}, key: KeyPattern::new({key:?}), kind: {}, \
                 next_by_name: {next} }},",
                field.name,
                self.kind(field.kind),
            )?;
        }
        writeln!(code, "] }},")
    }

    fn function(&self, object: usize) -> String {
        format!("read_{}_{object}", self.number)
    }

    fn kind(&self, kind: ValueKind) -> String {
        match kind {
            ValueKind::Integer(i64::MIN, i64::MAX) => "ValueKind::Integer".to_owned(),
            ValueKind::Integer(least, most) => format!("ValueKind::IntegerRange({least}, {most})"),
            ValueKind::Enumeration(strings) => {
                format!("ValueKind::Enumeration(STRINGS_{}_{strings})", self.number)
            }
            other => format!("ValueKind::{other:?}"),
        }
    }

    /// The function that reads an object's fields in the server's order.
    fn reader(&self, code: &mut String, index: usize, object: &ObjectLayout) -> fmt::Result {
        let (function, slot) = (self.function(index), object.first_slot);
        writeln!(
            code,
            "fn {function}(reader: &mut Reader<'_, '_, '_>, start: usize) -> Option<usize> {{\n\
             let object = ObjectConstants {{ number: {index}, first_slot: {slot}, fields: {}, \
             required: {}, in_array: {} }};\n\
             reader.object_in_order(object, start, |line| {{",
            object.fields.len(),
            object.required,
            object.depth > 0,
        )?;
        // An optional field before it may be missing, so the first one there is not known.
        if object.fields.is_empty() || object.required & 1 == 0 {
            writeln!(code, "line.stop(0)")?;
            return writeln!(code, "}}) }}");
        }
        for (number, field) in object.fields.iter().enumerate() {
            let separator = if number == 0 { '{' } else { ',' };
            let (quote, value) = self.value(number, field);
            let key = format!("{separator}{}{quote}", key(&field.name));
            let key = key.as_bytes().escape_ascii();
            if object.required >> number & 1 == 1 {
                writeln!(code, "line.key({number}, b\"{key}\")?; line.{value};")?;
            } else {
                writeln!(
                    code,
                    "if line.optional_key({number}, b\"{key}\") {{ line.{value}; }}"
                )?;
            }
        }
        writeln!(code, "Some(()) }}) }}")
    }

    /// What opens a value, and the call that reads the rest of it.
    fn value(&self, number: usize, field: &FieldLayout) -> (&'static str, String) {
        match field.kind {
            ValueKind::Integer(i64::MIN, i64::MAX) => ("", format!("integer({number})?")),
            ValueKind::Integer(least, most) => {
                ("", format!("integer_range({number}, {least}, {most})?"))
            }
            ValueKind::Number => ("", format!("number({number})?")),
            ValueKind::String => ("\"", format!("string({number})?")),
            ValueKind::Enumeration(strings) => {
                let find = format!("find_{}_{strings}", self.number);
                ("\"", format!("enumeration({number}, {find})?"))
            }
            ValueKind::Digits(least, most) => ("\"", format!("digits({number}, {least}, {most})?")),
            ValueKind::DateTime => ("\"", format!("date_time({number})?")),
            ValueKind::Boolean(Some(true)) => ("true", format!("constant({number}, 4)")),
            ValueKind::Boolean(Some(false)) => ("false", format!("constant({number}, 5)")),
            ValueKind::Object(object) => {
                ("", format!("object({number}, {})?", self.function(object)))
            }
            ValueKind::Array(array) => ("", format!("array({number}, {array})?")),
            other => ("", format!("value({number}, {})?", self.kind(other))),
        }
    }
}

/// A key as it is written, and its colon.
fn key(name: &str) -> String {
    format!("{}:", Value::from(name))
}
