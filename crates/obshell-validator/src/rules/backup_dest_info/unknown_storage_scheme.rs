use crate::rule::Rule;
use crate::rules::context::quoted;
use crate::rules::{Check, Implementation, ObjectCheck};
use crate::severity::{Category, Severity};
use crate::view::{ObjectRule, Read, Sink, View};

pub(super) static RULE: Implementation = Implementation {
    rule: Rule::new(
        "unknown-storage-scheme",
        (Category::Drift, Severity::Warning),
        "the scheme of a backup destination is unknown",
        include_str!("unknown_storage_scheme.md"),
    ),
    check: Check::Objects(&[ObjectCheck::new::<UnknownStorageScheme>()]),
};

struct UnknownStorageScheme;

impl ObjectRule for UnknownStorageScheme {
    const OF: &'static [&'static str] = &["BackupDestInfo"];
    const READS: &'static [Read] = &[
        Read::String("archive_base_uri"),
        Read::String("data_base_uri"),
    ];

    fn check<V: View>(info: V, sink: &mut impl Sink<V>) {
        for read in 0..Self::READS.len() {
            let is_known = |uri: &[u8]| {
                uri.is_empty()
                    || SCHEMES
                        .iter()
                        .any(|scheme| uri.starts_with(scheme.as_bytes()))
            };
            if info.string(read).is_some_and(|uri| !is_known(uri)) {
                sink.report(info, read, || {
                    let uri = info.written(read);
                    // The rest may be secret.
                    let scheme = uri.split_once(':').map_or("", |(scheme, _)| scheme);
                    (
                        format!("unknown scheme {}", quoted(scheme)),
                        "treat it as a destination of unknown kind: the scheme may be new in obshell",
                    )
                });
            }
        }
    }
}

const SCHEMES: [&str; 4] = ["oss://", "cos://", "s3://", "file://"];
