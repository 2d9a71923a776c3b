use serde::{Deserialize, Deserializer, Serialize};

use crate::{DagDetailDTO, FailureData, Payload};

/// The payload of the request for a DAG. It is the DAG itself; a failure of this operation can
/// contain one, too.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
// Two names of one schema make some generators write one type twice.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
#[non_exhaustive]
pub struct DagDetail {
    /// The DAG.
    pub dag: DagDetailDTO,
}

impl DagDetail {
    /// Wraps a DAG.
    #[must_use]
    pub fn new(dag: DagDetailDTO) -> Self {
        Self { dag }
    }
}

impl Payload for DagDetail {
    type InFailure = PartialDag;
}

/// What a failure of the request for a DAG contains in `data`: nothing, or the DAG if only its
/// nodes could not be read. It may then have some of them.
///
/// Look at `successful`, never at the presence of `data`.
///
/// ```
/// # let body = include_str!(concat!(env!("CARGO_MANIFEST_DIR"),
/// #     "/samples/get-dag-detail/500-details-failed.json"));
/// use obshell_types::{DagDetail, Envelope};
///
/// let envelope: Envelope<DagDetail> = serde_json::from_str(body)?;
/// let failure = envelope.into_result().expect_err("it failed");
/// assert_eq!(failure.data.dag.expect("it was read").dag_id, 43);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct PartialDag {
    /// The DAG; `None` if `data` is omitted.
    pub dag: Option<DagDetailDTO>,
}

impl FailureData for PartialDag {
    fn omitted() -> Self {
        Self::default()
    }

    fn null() -> Option<Self> {
        None
    }

    fn is_omitted(&self) -> bool {
        self.dag.is_none()
    }
}

/// Reads the DAG only; an omitted `data` never reaches a reader.
impl<'de> Deserialize<'de> for PartialDag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let dag = DagDetailDTO::deserialize(deserializer)?;
        Ok(Self { dag: Some(dag) })
    }
}

/// Its envelope is named after the DAG.
#[cfg(feature = "schemars")]
impl schemars::JsonSchema for PartialDag {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        DagDetailDTO::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        concat!(module_path!(), "::PartialDag").into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<DagDetailDTO>()
    }
}
