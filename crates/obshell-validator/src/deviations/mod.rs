//! The deviations from the documentation: data, one file each.

use crate::deviation::Deviation;
use crate::layout::EnvelopeLayout;

/// Declares the modules and lists their deviations as rules.
macro_rules! deviations {
    ($($module:ident,)+) => {
        $(mod $module;)+

        /// The deviations, by id.
        pub(crate) static ALL: &[&Deviation] = &[$(&$module::DEVIATION),+];
    };
}

// In the order of the ids.
deviations! {
    agent_is_object,
    archive_log_tasks_wrapped,
    archive_status_not_in_console,
    archive_uri_required,
    data_turn_id_zero,
    decrypt_failed_without_code,
    encryption_mode_spelling,
    error_code_left_out,
    error_left_out,
    file_count_zero,
    fractional_output_rate,
    header_needed_without_password,
    html_escaped_text,
    inclusive_bounds,
    increment_in_dag_name,
    maintenance_not_in_sdks,
    mistyped_macro_block_count,
    negative_result,
    no_task_is_not_found,
    no_tasks_are_not_found,
    node_data_read_as_tuple,
    null_data,
    null_destinations,
    nullable_dag_details,
    scn_beyond_double,
    single_task_not_list,
    status_not_in_console,
    sub_errors_left_out,
    succeed_is_not_backup_success,
    suspend_not_in_message,
    tenant_dag_named_obcluster,
    undocumented_destinations,
    undocumented_err_code,
    undocumented_not_found,
    undocumented_unauthorized,
    wrapped_payload,
    zero_end_timestamp,
}

impl Deviation {
    /// Returns the fields that it is about, as JSON Pointers; `*` stands for any index.
    #[must_use]
    pub fn pointers(&self) -> Vec<String> {
        let mut pointers = Vec::new();
        for operation in self.operations() {
            let layout = EnvelopeLayout::of(operation);
            let objects = [layout.success, layout.failure].into_iter();
            for object in objects.flat_map(|variant| variant.objects) {
                for path in self.fields.iter().filter(|path| object.is(path.definition)) {
                    let pointer = format!("{}/{}", object.pointer, path.field);
                    if !pointers.contains(&pointer) {
                        pointers.push(pointer);
                    }
                }
            }
        }
        pointers
    }
}
