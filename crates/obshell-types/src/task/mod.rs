//! What an operation that takes its time returns: a DAG of nodes, each with its sub tasks.

mod additional_data;
mod agent_info;
mod dag;
mod generic_id;
mod node;
mod operator;
mod state;
mod sub_task;

pub use additional_data::AdditionalData;
pub use agent_info::AgentInfo;
pub use dag::{DagDetailDTO, DagProgress};
pub use generic_id::{GenericId, InvalidGenericId};
pub use node::NodeDetailDTO;
pub use operator::{DagRunOperator, NodeRunOperator, SubTaskRunOperator};
pub use state::{DagState, NodeState, SubTaskState};
pub use sub_task::TaskDetailDTO;
