//! What is measured: documents of an operation in one form, and how others read them.

use obshell_types::Envelope;
use obshell_types::operations::{
    self, GetDagDetail, ListTenantBackupTasks, PatchTenantBackup, TenantBackupOverview,
};
use obshell_validator::{Operation, Validator};
use serde_json::Value;

use crate::bodies::{Random, body, broken};
use crate::lists::{dag, jobs, no_data};

/// Documents of one operation in one form.
pub struct Form {
    /// What it is called in tables and arguments.
    pub name: &'static str,
    /// How many documents a round reads.
    pub count: usize,
    /// What the documents are of.
    pub subject: Subject,
    /// Makes the document with this number.
    document: fn(&mut Random, usize) -> String,
}

/// The operation of the documents, and the typed readers that are compared.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The id of the operation.
    pub id: &'static str,
    operation: fn() -> Operation,
    /// Reads the types with `serde_json`.
    pub serde_json: fn(&[u8]) -> bool,
    /// Reads the types with `sonic-rs`.
    pub sonic_rs: fn(&[u8]) -> bool,
}

impl Subject {
    const fn of<O: operations::Operation>() -> Self {
        Self {
            id: O::ID,
            operation: Operation::of::<O>,
            serde_json: |body| serde_json::from_slice::<Envelope<O::Data>>(body).is_ok(),
            sonic_rs: |body| sonic_rs::from_slice::<Envelope<O::Data>>(body).is_ok(),
        }
    }

    /// The published schema of the response.
    ///
    /// # Panics
    ///
    /// Never: the schema is part of the program.
    #[must_use]
    pub fn schema(&self) -> Value {
        let text = obshell_schemas::response(self.id).expect("it is published");
        serde_json::from_str(text).expect("the schema is JSON")
    }

    /// The peer of all ratios.
    ///
    /// # Panics
    ///
    /// Never: the schema compiles.
    #[must_use]
    pub fn jsonschema(&self) -> jsonschema::Validator {
        jsonschema::options()
            .should_validate_formats(true)
            .should_ignore_unknown_formats(true)
            .offline()
            .build(&self.schema())
            .expect("the schema compiles")
    }

    /// What is measured.
    #[must_use]
    pub fn validator(&self) -> Validator {
        Validator::for_operation((self.operation)())
    }
}

impl Form {
    /// As many documents, the same each time.
    #[must_use]
    pub fn documents(&self, count: usize) -> Vec<String> {
        let mut random = Random(1);
        (0..count)
            .map(|number| (self.document)(&mut random, number))
            .collect()
    }
}

/// The task of one tenant, what all ratios but the last are about.
pub const OVERVIEW: Subject = Subject::of::<TenantBackupOverview>();

/// One in so many documents is broken where some are.
const ONE_IN: usize = 100;

const fn overview(
    name: &'static str,
    count: usize,
    document: fn(&mut Random, usize) -> String,
) -> Form {
    Form {
        name,
        count,
        subject: OVERVIEW,
        document,
    }
}

/// All forms, in the order of the tables.
pub const FORMS: &[Form] = &[
    overview("canonical", 4000, |random, _| body(random)),
    overview("one document", 4000, |_, _| body(&mut Random(1))),
    overview("pretty-printed", 4000, |random, _| indented(&body(random))),
    overview("another order", 4000, |random, _| {
        sorted(&body(random)).to_string()
    }),
    overview("pretty-printed in another order", 4000, |random, _| {
        format!("{:#}", sorted(&body(random)))
    }),
    overview("1 % broken", 4000, |random, number| {
        if number % ONE_IN == ONE_IN / 2 {
            broken(random)
        } else {
            body(random)
        }
    }),
    overview("all broken", 1000, |random, _| broken(random)),
    Form {
        name: "1,000 jobs",
        count: 12,
        subject: Subject::of::<ListTenantBackupTasks>(),
        document: |random, _| jobs(random),
    },
    Form {
        name: "400 sub tasks",
        count: 12,
        subject: Subject::of::<GetDagDetail>(),
        document: |random, _| dag(random),
    },
    Form {
        name: "no data",
        count: 8000,
        subject: Subject::of::<PatchTenantBackup>(),
        document: |random, _| no_data(random),
    },
];

/// The form with this name.
#[must_use]
pub fn form(name: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.name == name)
}

/// The document with its members in the order of the alphabet.
fn sorted(body: &str) -> Value {
    let mut value: Value = serde_json::from_str(body).expect("the body is JSON");
    value.sort_all_objects();
    value
}

/// The same document as people read it, in the same order.
fn indented(body: &str) -> String {
    let (mut text, mut depth, mut quoted, mut escaped) = (String::new(), 0, false, false);
    for c in body.chars() {
        let closes = !quoted && matches!(c, '}' | ']');
        if closes {
            depth -= 1;
            text += "\n";
            text += &"  ".repeat(depth);
        }
        text.push(c);
        if !quoted && matches!(c, '{' | '[' | ',') {
            depth += usize::from(c != ',');
            text += "\n";
            text += &"  ".repeat(depth);
        }
        if !quoted && c == ':' {
            text += " ";
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    text
}
