use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use crate::BackupStatus;
use crate::operations::{Parameter, ParameterIn, ParameterKind, Parameters};
use crate::time;

/// Which of a tenant's backup jobs are returned, in which order, and which page of them.
///
/// ```
/// use obshell_types::BackupStatus;
/// use obshell_types::operations::{BackupJobSort, ListTenantBackupTasksQuery, Parameters};
///
/// let mut query = ListTenantBackupTasksQuery::new();
/// query.size = Some(10);
/// query.status = vec![BackupStatus::Failed, BackupStatus::Canceled];
/// query.sort = Some(BackupJobSort::EndTimestampDescending);
/// let values = query.values();
/// assert_eq!(values[0], ("size", "10".into()));
/// assert_eq!(values[1], ("status", "FAILED,CANCELED".into()));
/// assert_eq!(values[2], ("sort", "end_timestamp,desc".into()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ListTenantBackupTasksQuery {
    /// Only jobs that started at this time or later.
    pub start_time: Option<DateTime<FixedOffset>>,
    /// Only jobs that started at this time or earlier: the start is compared, not the end.
    pub end_time: Option<DateTime<FixedOffset>>,
    /// The page, from 1.
    pub page: Option<u64>,
    /// The greatest number of jobs on a page.
    pub size: Option<u64>,
    /// Only jobs with one of these statuses; all if it is empty.
    pub status: Vec<BackupStatus>,
    /// The order.
    pub sort: Option<BackupJobSort>,
}

impl ListTenantBackupTasksQuery {
    /// Creates a query that sets nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl Parameters for ListTenantBackupTasksQuery {
    const LIST: &'static [Parameter] = &[
        query(
            "start_time",
            ParameterKind::DateTime,
            "Only jobs that started at this time or later.",
            "2026-11-26T00:00:00+08:00",
            None,
        ),
        query(
            "end_time",
            ParameterKind::DateTime,
            "Only jobs that started at this time or earlier: the start is compared, not the end. \
             An empty value finds nothing.",
            "2026-11-27T00:00:00+08:00",
            None,
        ),
        query(
            "page",
            ParameterKind::Unsigned,
            "The number of the page. 0 means 1. A page behind the last is empty.",
            "1",
            Some("1"),
        ),
        query(
            "size",
            ParameterKind::Unsigned,
            "The greatest number of jobs on a page. 0 means the default. The server multiplies \
             it by `page` without a look at the limits of 64 bits: ask for no more than you can \
             read.",
            "10",
            Some("2147483647"),
        ),
        query(
            "status",
            ParameterKind::Text { pattern: None },
            "Only jobs with one of these statuses, separated by commas without blanks, in any \
             case. An unknown status finds nothing.",
            "FAILED,CANCELED",
            None,
        ),
        query(
            "sort",
            ParameterKind::Text {
                pattern: Some("^(start_timestamp|end_timestamp)(,(asc|desc))?$"),
            },
            "The order: a field and a direction, in lower case. Anything else is ignored. Jobs \
             without the field come last.",
            "end_timestamp,desc",
            Some("start_timestamp,desc"),
        ),
    ];

    fn values(&self) -> Vec<(&'static str, Cow<'_, str>)> {
        let mut values = Vec::new();
        let mut set = |name, value: Option<String>| {
            values.extend(value.map(|value| (name, Cow::Owned(value))));
        };
        set("start_time", self.start_time.map(date_time));
        set("end_time", self.end_time.map(date_time));
        set("page", self.page.map(|page| page.to_string()));
        set("size", self.size.map(|size| size.to_string()));
        let status: Vec<&str> = self.status.iter().map(BackupStatus::as_str).collect();
        set("status", (!status.is_empty()).then(|| status.join(",")));
        set("sort", self.sort.map(|sort| sort.as_str().to_owned()));
        values
    }
}

/// Times beyond the year 9999 have no form that the server reads.
fn date_time(time: DateTime<FixedOffset>) -> String {
    time::format(&time).unwrap_or_else(|_| time.to_string())
}

const fn query(
    name: &'static str,
    kind: ParameterKind,
    description: &'static str,
    example: &'static str,
    default: Option<&'static str>,
) -> Parameter {
    Parameter {
        name,
        location: ParameterIn::Query,
        description,
        kind,
        example,
        default,
    }
}

/// An order of backup jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BackupJobSort {
    /// Those that started first come first.
    StartTimestampAscending,
    /// Those that started last come first: the default.
    StartTimestampDescending,
    /// Those that ended first come first.
    EndTimestampAscending,
    /// Those that ended last come first.
    EndTimestampDescending,
}

impl BackupJobSort {
    /// Returns the text in the query.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::StartTimestampAscending => "start_timestamp,asc",
            Self::StartTimestampDescending => "start_timestamp,desc",
            Self::EndTimestampAscending => "end_timestamp,asc",
            Self::EndTimestampDescending => "end_timestamp,desc",
        }
    }
}
