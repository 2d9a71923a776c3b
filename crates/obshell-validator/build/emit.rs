//! Writes what was compiled as Rust: a table of every object's members, and a
//! function that reads them in the server's order.

use std::fmt::{self, Write as _};

use serde_json::Value;

use crate::compile::{Field, Form, Kind, Object};

/// Writes how many values and objects there are to keep of one document at most.
pub(crate) fn limits<'f>(
    code: &mut String,
    forms: impl Iterator<Item = &'f Form> + Clone,
) -> fmt::Result {
    let slots = forms.clone().map(|form| form.slots).max().unwrap_or(0);
    let objects = forms.map(|form| form.objects.len()).max().unwrap_or(0);
    writeln!(code, "pub(in super::super) const SLOTS: usize = {slots};")?;
    writeln!(
        code,
        "pub(in super::super) const OBJECTS: usize = {objects};"
    )
}

/// Writes the programs of one operation, which is named in upper case.
pub(crate) fn programs(code: &mut String, name: &str, forms: &[Form; 2]) -> fmt::Result {
    for (outcome, form) in ["SUCCESS", "FAILURE"].into_iter().zip(forms) {
        let emitter = Emitter {
            form,
            prefix: format!("{name}_{outcome}"),
        };
        emitter.program(code)?;
    }
    writeln!(
        code,
        "const {name}: Programs = Programs {{ success: {name}_SUCCESS, failure: {name}_FAILURE }};"
    )
}

struct Emitter<'f> {
    form: &'f Form,
    /// What all names of the form begin with.
    prefix: String,
}

impl Emitter<'_> {
    fn program(&self, code: &mut String) -> fmt::Result {
        let prefix = &self.prefix;
        for (number, known) in self.form.known.iter().enumerate() {
            let names = names(known);
            writeln!(code, "static {prefix}_TEXTS_{number}: Names = {names};")?;
        }
        writeln!(code, "const {prefix}: Program = Program {{ objects: &[")?;
        for (number, object) in self.form.objects.iter().enumerate() {
            self.table(code, number, object)?;
        }
        let lists: Vec<String> = self
            .form
            .lists
            .iter()
            .map(|item| self.kind(*item))
            .collect();
        let (lists, slots) = (lists.join(", "), self.form.slots);
        writeln!(code, "], lists: &[{lists}], slots: {slots} }};")?;
        for (number, object) in self.form.objects.iter().enumerate() {
            self.reader(code, number, object)?;
        }
        Ok(())
    }

    /// What is known of an object.
    fn table(&self, code: &mut String, number: usize, object: &Object) -> fmt::Result {
        let mut by_name: Vec<usize> = (0..object.fields.len()).collect();
        by_name.sort_by_key(|field| &object.fields[*field].name);
        let mut next_by_name = vec![0; object.fields.len()];
        for pair in by_name.windows(2) {
            next_by_name[pair[0]] = pair[1];
        }
        writeln!(
            code,
            "Object {{ base: {:?}, indexed: {}, required: {}, free_form: {}, slot: {}, \
             first_by_name: {}, in_order: {}, names: {}, fields: &[",
            object.base,
            object.indexed,
            object.required,
            object.free_form,
            object.slot,
            by_name.first().unwrap_or(&0),
            self.function(number),
            names(object.fields.iter().map(|field| &field.name)),
        )?;
        for (field, next) in object.fields.iter().zip(next_by_name) {
            let key = key(&field.name);
            writeln!(
                code,
                "Field {{ name: {:?}, key: Piece::new({key:?}), kind: {}, next_by_name: {next} }},",
                field.name,
                self.kind(field.kind),
            )?;
        }
        writeln!(code, "] }},")
    }

    fn function(&self, object: usize) -> String {
        format!("{}_{object}", self.prefix).to_lowercase()
    }

    fn kind(&self, kind: Kind) -> String {
        match kind {
            Kind::Integer(i64::MIN, i64::MAX) => "Kind::Integer".to_owned(),
            Kind::Integer(least, most) => format!("Kind::Bounded({least}, {most})"),
            Kind::Known { texts, open } => format!(
                "Kind::Known {{ names: &{}_TEXTS_{texts}, open: {open} }}",
                self.prefix
            ),
            other => format!("Kind::{other:?}"),
        }
    }

    /// The function that reads an object's members in the server's order.
    fn reader(&self, code: &mut String, number: usize, object: &Object) -> fmt::Result {
        let (function, slot) = (self.function(number), object.slot);
        let fields = object.fields.len();
        writeln!(
            code,
            "fn {function}<'d>(\
             reader: &mut Reader<'_, 'd, '_>, rest: &'d [u8], wanted: u64) -> Stop<'d> {{\n\
             Line::read(reader, rest, wanted, ({slot}, {fields}), |line| {{"
        )?;
        for (number, field) in object.fields.iter().enumerate() {
            let separator = if number == 0 { '{' } else { ',' };
            let (quote, value) = self.value(number, field);
            let name = format!("{separator}{}{quote}", key(&field.name));
            let name = name.as_bytes().escape_ascii();
            if object.required >> number & 1 == 1 {
                writeln!(code, "line.name({number}, b\"{name}\")?; line.{value};")?;
            } else {
                writeln!(
                    code,
                    "if line.has({number}, b\"{name}\") {{ line.{value}; }}"
                )?;
            }
        }
        writeln!(code, "Some(()) }}) }}")
    }

    /// What opens a value, and the call that reads the rest of it.
    fn value(&self, number: usize, field: &Field) -> (&'static str, String) {
        match field.kind {
            Kind::Integer(i64::MIN, i64::MAX) => ("", format!("integer({number})?")),
            Kind::Integer(least, most) => ("", format!("bounded({number}, {least}, {most})?")),
            Kind::Number => ("", format!("number({number})?")),
            Kind::Text => ("\"", format!("text({number})?")),
            Kind::Known { texts, open } => {
                let names = format!("&{}_TEXTS_{texts}", self.prefix);
                ("\"", format!("known({number}, {names}, {open})?"))
            }
            Kind::Boolean(Some(true)) => ("true", format!("constant({number}, 4)")),
            Kind::Boolean(Some(false)) => ("false", format!("constant({number}, 5)")),
            Kind::Object(object) => ("", format!("object({number}, {object})?")),
            Kind::List(list) => ("", format!("list({number}, {list})?")),
            Kind::DateTime => ("\"", format!("date_time({number})?")),
            other => ("", format!("value({number}, {})?", self.kind(other))),
        }
    }
}

fn names<'t>(texts: impl IntoIterator<Item = &'t String>) -> String {
    let quoted: Vec<String> = texts.into_iter().map(|text| format!("{text:?}")).collect();
    let texts = quoted.join(", ");
    format!("Names::new(&[{texts}], &heads([{texts}]))")
}

/// A name as it is written, and its colon.
fn key(name: &str) -> String {
    format!("{}:", Value::from(name))
}
