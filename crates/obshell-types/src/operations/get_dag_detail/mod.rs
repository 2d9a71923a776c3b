mod parameters;
pub(crate) mod payload;

pub use parameters::{DagId, GetDagDetailQuery};

use super::{Errors, Method, Operation};
use crate::error::catalogue;
use crate::{DataBesideError, NamedError};

/// `GET /api/v1/task/dag/{id}`: a DAG with its nodes and sub tasks.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct GetDagDetail;

impl Operation for GetDagDetail {
    const ID: &'static str = "get-dag-detail";
    const OPERATION_ID: &'static str = "getDagDetail";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/v1/task/dag/{id}";
    const SUMMARY: &'static str = "View a DAG with its nodes and sub tasks";
    const DESCRIPTION: &'static str = "Returns the DAG that another operation has created; poll \
        it until its `state` is `SUCCEED` or `FAILED`. The DAG's state is not the backup's: \
        `SUCCEED` does not mean that the backup succeeded, nor `FAILED` that it failed. The \
        backup overview and the backup jobs have the truth. The times say little before the end: \
        look at `state`. Any agent returns it, also one that is not a member of a cluster.";
    const SUCCESS: &'static str = "The DAG.";
    const SINCE: &'static str = "4.2.3.0";
    const ERRORS: Errors = Errors {
        named: &[catalogue::COMMON, DAG],
        numeric: &[catalogue::NUMERIC, catalogue::NUMERIC_TASK],
        data: &[DataBesideError::Omitted, DataBesideError::Dag],
    };

    type Params = DagId;
    type Query = GetDagDetailQuery;
    type Request = ();
    type Data = payload::DagDetail;
}

/// Source: obshell `engine/task/task_dto.go`, `service/task`.
const DAG: &[NamedError] = &[
    catalogue::inside(
        "Agent.OceanBase.DB.NotOcs",
        500,
        Some(1002),
        "The agent is connected to the database, but not to obshell's own schema.",
    ),
    catalogue::before(
        "Task.GenericID.Invalid",
        400,
        None,
        "The `id` is not that of a task: it is too short, does not begin with a digit from 1 to 5, \
         or what follows is not a number.",
    ),
    catalogue::inside(
        "Task.NotFound",
        404,
        Some(2300),
        "There is no DAG with this `id`. Most errors of the database are returned as this, too, \
         with their text in the message.",
    ),
];
