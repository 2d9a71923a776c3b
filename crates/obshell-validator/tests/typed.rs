//! What each sample is as a typed value.

mod common;

use common::{Sample, samples};
use obshell_types::operations::{self, Visitor};
use obshell_types::{Envelope, TenantBackupOverview};

fn typed(sample: &Sample) -> String {
    struct Typed<'s>(&'s Sample, String);

    impl Visitor for Typed<'_> {
        fn visit<O: operations::Operation>(&mut self) {
            if self.0.operation.id() == O::ID {
                self.1 = format!("{:#?}", read::<O::Data>(self.0));
            }
        }
    }

    let mut typed = Typed(sample, String::new());
    operations::visit(&mut typed);
    typed.1
}

fn read<T: obshell_types::Payload + serde::de::DeserializeOwned>(sample: &Sample) -> Envelope<T> {
    serde_json::from_slice(&sample.bytes).unwrap_or_else(|error| panic!("{}: {error}", sample.name))
}

#[test]
fn samples_as_typed_values() {
    for sample in samples() {
        let name = format!("typed@{}", sample.name.replace('/', "@"));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, typed(&sample));
        });
    }
}

#[test]
fn a_running_task_has_no_end() {
    let running = read::<TenantBackupOverview>(&Sample::read("tenant-backup-overview/running"));
    let task = running.into_result().expect("a success").status;
    assert_eq!(task.end_timestamp, None);
    assert!(!task.is_terminal());
}
