use std::borrow::Cow;

use crate::GenericId;
use crate::operations::{Parameter, ParameterIn, ParameterKind, Parameters};

/// The DAG in the path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DagId {
    /// The DAG's `id`, not its `dag_id`.
    pub id: GenericId,
}

impl DagId {
    /// Names the DAG.
    #[must_use]
    pub fn new(id: GenericId) -> Self {
        Self { id }
    }
}

impl Parameters for DagId {
    const LIST: &'static [Parameter] = &[Parameter {
        name: "id",
        location: ParameterIn::Path,
        description: "The `id` of the DAG, not its `dag_id`: `1` and the `dag_id` for the DAGs \
                      of backups.",
        kind: ParameterKind::Text {
            pattern: Some(GenericId::PATTERN),
        },
        example: "143",
        default: None,
    }];

    fn values(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        vec![("id", Cow::Borrowed(self.id.as_str()))]
    }
}

/// The query of the request for a DAG.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct GetDagDetailQuery {
    /// Whether the nodes are returned; they are by default.
    pub show_details: Option<bool>,
}

impl GetDagDetailQuery {
    /// Creates a query that sets nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Parameters for GetDagDetailQuery {
    const LIST: &'static [Parameter] = &[Parameter {
        name: "show_details",
        location: ParameterIn::Query,
        description: "Whether `nodes` and `additional_data` are returned; they are `null` \
                      otherwise. `showDetails`, as the documentation spells it, is ignored. An \
                      empty value means `false`, and one that is not a boolean gets 500.",
        kind: ParameterKind::Boolean,
        example: "false",
        default: Some("true"),
    }];

    fn values(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let value = self.show_details.map(|value| value.to_string());
        let value = value.map(|value| ("show_details", Cow::Owned(value)));
        value.into_iter().collect()
    }
}
