//! Rules about `DagDetailDTO`, and about what it shares with `NodeDetailDTO` and `TaskDetailDTO`.

super::rule_files! {
    created_dag_has_run,
    dag_details_incomplete,
    dag_end_before_start,
    dag_end_contradicts_state,
    dag_ends_at_wrong_stage,
    dag_node_count_mismatch,
    dag_stage_out_of_range,
    failed_dag_without_failed_node,
    generic_id_mismatch,
    maintenance_key_mismatch,
    operator_contradicts_state,
    repeated_task_number,
    stage_contradicts_nodes,
    succeeded_dag_with_open_node,
    unknown_maintenance_type,
    unknown_operator,
    unknown_state,
}
