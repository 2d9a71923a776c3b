use serde::Serialize;

use super::case::{to_lower, to_upper};
use super::duration::{self, DAY, HOUR, MINUTE};
use super::{BackupDeletePolicy, ParamError};

/// The settings that a cluster's and a tenant's backup configuration share. Not checked before
/// they are part of a request.
///
/// # Building
///
/// ```
/// use obshell_types::request::BackupSettings;
///
/// let mut settings = BackupSettings::default();
/// settings.binding = Some("OPTIONAL".to_owned());
/// settings.piece_switch_interval = Some("1d".to_owned());
/// settings.log_archive_concurrency = Some(10);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct BackupSettings {
    /// `OPTIONAL`, also if it is empty, or `MANDATORY`, in any case: whether the tenant's writes
    /// wait for the archiving of their logs. Changed only together with a destination of the logs.
    #[cfg_attr(
        feature = "schemars",
        schemars(
            with = "Option<super::schema::Binding>",
            example = &"OPTIONAL"
        )
    )]
    pub binding: Option<String>,
    /// How long the logs go into one piece: a whole number and a unit (`ns`, `us`, `ms`, `s`, `m`,
    /// `h` or `d`), from `1d` to `7d`. Changed only together with a destination of the logs.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "Option<super::schema::Duration>", example = "1d")
    )]
    pub piece_switch_interval: Option<String>,
    /// How many threads archive logs, from 0 to 100. Stops the archiving of the tenants' logs,
    /// which has to be started again.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "Option<super::schema::Percentage>", extend("x-unit" = "threads"), example = 10)
    )]
    pub log_archive_concurrency: Option<i64>,
    /// How far archiving may lag behind: a whole number and a unit as in `piece_switch_interval`,
    /// at most `2h`, and at least `1m` on s3. The server checks it only together with a
    /// destination of the logs.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "Option<super::schema::Duration>", example = "2m")
    )]
    pub archive_lag_target: Option<String>,
    /// How many threads work on what has a low priority, backups among it, from 0 to 100.
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "Option<super::schema::Percentage>", extend("x-unit" = "threads"), example = 10)
    )]
    pub ha_low_thread_score: Option<i64>,
    /// When old backups are deleted.
    pub delete_policy: Option<BackupDeletePolicy>,
}

impl BackupSettings {
    /// Checks the rules in the server's order. `archive` is the destination of the logs in the
    /// same request; an empty one has no scheme, and `archive_lag_target` is checked beside it.
    ///
    /// Source: obshell `param/backup.go`, `Check`.
    pub(super) fn check(
        &self,
        archive: Option<Destination<'_>>,
        data: Option<Destination<'_>>,
    ) -> Result<(), ParamError> {
        percentage(
            self.log_archive_concurrency,
            "/log_archive_concurrency",
            "OB.Backup.LogArchiveConcurrency.Invalid",
        )?;
        percentage(
            self.ha_low_thread_score,
            "/ha_low_thread_score",
            "OB.Backup.HaLowThreadScore.Invalid",
        )?;
        self.check_binding()?;
        self.check_piece_switch_interval()?;
        self.check_delete_policy()?;
        for destination in archive.iter().chain(&data) {
            destination.check()?;
        }
        match archive {
            Some(archive) => self.check_archive_lag_target(archive.uri),
            None => Ok(()),
        }
    }

    fn check_binding(&self) -> Result<(), ParamError> {
        let binding = self.binding.as_deref().map(to_upper);
        match binding.as_deref() {
            None | Some("" | "OPTIONAL" | "MANDATORY") => Ok(()),
            Some(other) => Err(ParamError::new(
                "/binding",
                "OB.Backup.Binding.Invalid",
                format!("Invalid binding mode: {other}, must be OPTIONAL or MANDATORY"),
            )),
        }
    }

    fn check_piece_switch_interval(&self) -> Result<(), ParamError> {
        const POINTER: &str = "/piece_switch_interval";
        let Some(text) = is_set(self.piece_switch_interval.as_ref()) else {
            return Ok(());
        };
        match duration::parse(text) {
            Err(reason) => Err(invalid_duration(POINTER, text, reason)),
            Ok(duration) if (DAY..=7 * DAY).contains(&duration) => Ok(()),
            Ok(_) => Err(ParamError::new(
                POINTER,
                "OB.Backup.PieceSwitchInterval.Invalid",
                "piece_switch_interval must be between 24h0m0s and 168h0m0s".to_owned(),
            )),
        }
    }

    fn check_delete_policy(&self) -> Result<(), ParamError> {
        let policy = self.delete_policy.as_ref();
        let policy = policy.map(|policy| to_lower(&policy.policy));
        match policy.as_deref() {
            None | Some("" | "default") => Ok(()),
            Some(other) => Err(ParamError::new(
                "/delete_policy/policy",
                "OB.Backup.DeletePolicy.Invalid",
                format!("Invalid delete policy: '{other}', must be 'default'"),
            )),
        }
    }

    fn check_archive_lag_target(&self, archive_uri: &str) -> Result<(), ParamError> {
        const POINTER: &str = "/archive_lag_target";
        let text = self.archive_lag_target.as_deref().map(to_lower);
        let Some(text) = is_set(text.as_ref()) else {
            return Ok(());
        };
        let duration =
            duration::parse(text).map_err(|reason| invalid_duration(POINTER, text, reason))?;
        if duration > 2 * HOUR {
            return Err(ParamError::new(
                POINTER,
                "OB.Backup.ArchiveLagTarget.Invalid",
                "archive_lag_target must be less than 2h0m0s".to_owned(),
            ));
        }
        if archive_uri.starts_with("s3://") && duration < MINUTE {
            return Err(ParamError::new(
                POINTER,
                "OB.Backup.ArchiveLagTargetForS3.Invalid",
                "archive_lag_target must be greater than 1m0s for S3".to_owned(),
            ));
        }
        Ok(())
    }

    /// Checks that nothing is set which the server changes only together with a destination.
    pub(super) fn check_without_destination(
        &self,
        uri: &str,
        err_code: &'static str,
    ) -> Result<(), ParamError> {
        for (pointer, value) in [
            ("/binding", &self.binding),
            ("/piece_switch_interval", &self.piece_switch_interval),
        ] {
            if is_set(value.as_ref()).is_some() {
                let field = &pointer[1..];
                let message =
                    format!("{uri} cannot be empty: If {field} is set, {uri} must be set");
                return Err(ParamError::new(pointer, err_code, message));
            }
        }
        Ok(())
    }
}

pub(super) fn is_set(text: Option<&String>) -> Option<&str> {
    text.map(String::as_str).filter(|text| !text.is_empty())
}

fn percentage(
    value: Option<i64>,
    pointer: &'static str,
    err_code: &'static str,
) -> Result<(), ParamError> {
    match value {
        None | Some(0..=100) => Ok(()),
        Some(_) => {
            let message = format!("{} must be between 0 and 100", &pointer[1..]);
            Err(ParamError::new(pointer, err_code, message))
        }
    }
}

fn invalid_duration(pointer: &'static str, text: &str, reason: &str) -> ParamError {
    ParamError::new(
        pointer,
        "Common.InvalidTimeDuration",
        format!("Time duration '{text}' is invalid: {reason}"),
    )
}

/// A destination in a request, and the field that contains it.
#[derive(Clone, Copy)]
pub(super) struct Destination<'a> {
    uri: &'a str,
    pointer: &'static str,
}

impl<'a> Destination<'a> {
    pub(super) fn new(pointer: &'static str, uri: &'a str) -> Self {
        Self { uri, pointer }
    }

    pub(super) fn required(&self, err_code: &'static str) -> Result<(), ParamError> {
        if self.uri.is_empty() {
            let message = format!("{} cannot be empty", &self.pointer[1..]);
            return Err(ParamError::new(self.pointer, err_code, message));
        }
        Ok(())
    }

    fn check(&self) -> Result<(), ParamError> {
        let known = ["oss://", "cos://", "s3://", "file://"];
        if self.uri.is_empty() || known.iter().any(|scheme| self.uri.starts_with(scheme)) {
            return Ok(());
        }
        Err(ParamError::new(
            self.pointer,
            "OB.Storage.URI.Invalid",
            "Invalid storage URI: invalid path type".to_owned(),
        ))
    }
}
