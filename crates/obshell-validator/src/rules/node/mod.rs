//! Rules about `NodeDetailDTO`.

super::rule_files! {
    additional_data_inside_dag,
    node_contradicts_sub_tasks,
    node_without_sub_tasks,
}
