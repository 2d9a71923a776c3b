//! The Rust type of the responses of each operation.

use obshell_types::Envelope;
use obshell_types::operations::{self, Operation, Visitor};

/// Whether the type of an operation reads a body; `None` if there is no such operation.
pub(super) fn reads(operation: &str, text: &str) -> Option<bool> {
    let mut reading = Reading {
        operation,
        text,
        read: None,
    };
    operations::visit(&mut reading);
    reading.read
}

struct Reading<'t> {
    operation: &'t str,
    text: &'t str,
    read: Option<bool>,
}

impl Visitor for Reading<'_> {
    fn visit<O: Operation>(&mut self) {
        if O::ID == self.operation {
            let body = serde_json::from_str::<Envelope<O::Data>>(self.text);
            self.read = Some(body.is_ok());
        }
    }
}
