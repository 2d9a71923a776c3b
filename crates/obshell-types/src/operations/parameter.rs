//! Parameters in the path and the query.

use std::borrow::Cow;

/// A parameter of an operation.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// The name, as in the path's template or in the query.
    pub name: &'static str,
    /// Where the parameter stands.
    pub location: ParameterIn,
    /// What it means, in Markdown.
    pub description: &'static str,
    /// The type of the value.
    pub kind: ParameterKind,
    /// A value, as it is written.
    pub example: &'static str,
    /// The value that the server takes if there is none, as it is written.
    pub default: Option<&'static str>,
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterIn {
    /// In the path; always required.
    Path,
    /// In the query; always optional.
    Query,
}

/// The type of a parameter's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParameterKind {
    /// Any text, or text of this pattern (ECMA 262, anchored).
    Text {
        /// The pattern.
        pattern: Option<&'static str>,
    },
    /// `true` or `false`.
    Boolean,
    /// An unsigned 64-bit integer.
    Unsigned,
    /// An RFC 3339 date-time.
    DateTime,
}

/// The parameters of an operation that stand in the same place, as a value; `()` if there are none.
pub trait Parameters: Send + 'static {
    /// The parameters, those of a path in its order.
    const LIST: &'static [Parameter];

    /// Returns the name and the text of each parameter that is set, in the order of
    /// [`LIST`](Self::LIST), without any encoding.
    fn values(&self) -> Vec<(&'static str, Cow<'_, str>)>;
}

impl Parameters for () {
    const LIST: &'static [Parameter] = &[];

    fn values(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        Vec::new()
    }
}

/// The tenant in the path of a tenant's operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct TenantName {
    /// The name of a user tenant.
    pub name: String,
}

impl TenantName {
    /// Names the tenant.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl Parameters for TenantName {
    const LIST: &'static [Parameter] = &[Parameter {
        name: "name",
        location: ParameterIn::Path,
        description: "The name of a user tenant. `sys` is refused with 400, and so is a name \
                      that no tenant has.",
        kind: ParameterKind::Text { pattern: None },
        example: "tenant1",
        default: None,
    }];

    fn values(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        vec![("name", Cow::Borrowed(&self.name))]
    }
}
