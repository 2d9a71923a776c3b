//! What the measurements share: the documents, and the peer that the ratios are to.

mod bodies;
mod forms;
mod lists;

pub use bodies::{Random, body, broken};
pub use forms::{FORMS, Form, OVERVIEW, Subject, form};
