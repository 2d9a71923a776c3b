use super::{Check, Context, Findings, Quiet, Rule};
use super::context::quoted;
use crate::fast::{Fact, Owner};
use crate::finding::{Category, Severity};

pub(super) static RULE: Rule = Rule {
    id: "unknown-error-code",
    category: Category::Drift,
    severity: Severity::Warning,
    summary: "the code of an error is none that this route answers",
    check: Check::Code {
        run,
        quiet: Some(&[Quiet::Each {
            of: Owner::Error,
            facts: &[Fact::Text("errCode"), Fact::Integer("code")],
            test: |error| match (error.text(0), error.integer(1)) {
            (Some(name), _) => NAMED.binary_search_by(|known| known.as_bytes().cmp(name)).is_ok(),
            (None, Some(code)) => NUMERIC.contains(&code),
            (None, None) => true,
        },
        }]),
        page: include_str!("unknown_error_code.md"),
    },
};

fn run(cx: &Context<'_>, findings: &mut Findings<'_>) {
    let Some(error) = cx.error() else {
        return;
    };
    if let Some((name, place)) = error.string("errCode").zip(error.place("errCode")) {
        if NAMED.binary_search(&name).is_err() {
            findings.at(
                place,
                format!("{} is no error that this route is known to answer", quoted(name)),
                "handle it by the HTTP status; it may be new in obshell",
            );
        }
    } else if let Some((code, place)) = error.integer("code").zip(error.place("code"))
        && !NUMERIC.contains(&code)
    {
        findings.at(
            place,
            format!("{code} is no error that agents up to 4.3.0.0 answer on this route"),
            "handle it by the HTTP status",
        );
    }
}

/// What agents from 4.3.1.0 can answer on this route, in alphabetical order.
const NAMED: [&str; 33] = [
    "Agent.Identify.NotSupportOperation",
    "Agent.OceanBase.NotHold",
    "Agent.OceanBase.Useless",
    "Common.NotFound",
    "Common.Unauthorized",
    "Common.Unexpected",
    "MySQL.Error",
    "OB.Server.Process.CheckFailed",
    "OB.Server.Process.NotExist",
    "OB.Tenant.Name.Empty",
    "OB.Tenant.NotExist",
    "OB.Tenant.SysOperationNotAllowed",
    "Request.Body.Decrypt.AES.ContentLength.Invalid",
    "Request.Body.Decrypt.AES.KeyAndIv.Invalid",
    "Request.Body.ReadFailed",
    "Request.Forward.Header.NotExist",
    "Request.Forward.MasterAgent.NotFound",
    "Request.Header.NotFound",
    "Request.Header.Type.Invalid",
    "Security.Authentication.Expired",
    "Security.Authentication.Header.DecryptFailed",
    "Security.Authentication.Header.UriMismatch",
    "Security.Authentication.IncorrectAgentPassword",
    "Security.Authentication.IncorrectOceanbasePassword",
    "Security.Authentication.IncorrectToken",
    "Security.Authentication.SessionExpired",
    "Security.Authentication.SessionInvalid",
    "Security.Authentication.Timestamp.Invalid",
    "Security.Authentication.Unauthorized",
    "Security.Authentication.WithAgentPassword",
    "Security.Authentication.WithOceanBasePassword",
    "Security.User.PermissionDenied",
    "Task.NotFound",
];

/// What agents up to 4.3.0.0 can answer on this route.
const NUMERIC: [i64; 6] = [1000, 1001, 1002, 1010, 2300, 10008];

#[cfg(test)]
mod tests {
    #[test]
    fn the_names_are_sorted_for_the_search() {
        assert!(super::NAMED.is_sorted());
    }
}
