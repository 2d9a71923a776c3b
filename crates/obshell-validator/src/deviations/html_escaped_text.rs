use super::{Deviation, Place, Shows};

pub(super) const DEVIATION: Deviation = Deviation {
    id: "html-escaped-text",
    summary: "`&`, `<` and `>` are escaped",
    operations: &["tenant-backup-overview", "obcluster-backup-overview"],
    places: &[
        Place::Task("comment"),
        Place::Task("path"),
        Place::Error("message"),
    ],
    when: &[],
    shows: Shows::HtmlEscape,
    message: "the text has HTML characters as escapes, the documentation shows a body without any",
    help: "decode the JSON: do not search or compare its text",
    documented: "The sample is indented and shows plain characters.",
    actual: "The body is one line, and `&`, `<` and `>` are written as \\u0026, \\u003c and \\u003e.",
    evidence: "Go `encoding/json`, which escapes HTML unless told not to.",
    since: "4.2.4.0",
    sample: "tenant-backup-overview/failed",
};
