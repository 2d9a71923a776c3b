//! Rules about `TaskDetailDTO`.

super::rule_files! {
    execute_times_contradict_state,
    invalid_agent_address,
    logs_contradict_state,
}
