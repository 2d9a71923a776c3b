//! Every error of the table becomes a typed failure, and only those that concern the key make the
//! client fetch it again.

use obshell_client::{Client, ErrorKind, blocking};
use obshell_test_agent::{Agent, Era, REFUSALS, Reply};
use obshell_types::operations::{TenantBackupOverview, TenantName};

const OVERVIEW: &str = "/api/v1/tenant/tenant1/backup/overview";

fn overview(client: &blocking::Client) -> obshell_client::Error {
    let call = client.call::<TenantBackupOverview>(&TenantName::new("tenant1"));
    call.send().expect_err("the agent refuses it")
}

fn client(agent: &Agent, password: &str) -> blocking::Client {
    let builder = Client::builder(agent.url()).password(password);
    builder.build_blocking().expect("it can be built")
}

#[test]
fn every_refusal_is_a_typed_failure() {
    for refusal in REFUSALS {
        let agent = Agent::start();
        agent.reply(OVERVIEW, Reply::json(refusal.status, refusal.body()));
        let error = overview(&client(&agent, ""));
        assert_eq!(error.kind(), ErrorKind::Failure, "{refusal:?}: {error}");
        let failure = error.failure().expect("it is a failure");
        assert_eq!(failure.status, refusal.status);
        assert_eq!(failure.error.err_code.as_deref(), refusal.err_code);
        assert_eq!(failure.error.code, refusal.code);

        // The key is still the same, so the request is not sent again.
        let expected: &[&str] = if refusal.concerns_the_key {
            &["/api/v1/secret", OVERVIEW, "/api/v1/secret"]
        } else {
            &["/api/v1/secret", OVERVIEW]
        };
        let seen = agent.seen();
        let targets: Vec<&str> = seen.iter().map(|seen| seen.target.as_str()).collect();
        assert_eq!(targets, expected, "{refusal:?}");
    }
}

#[test]
fn passwords_are_refused_as_the_agent_does() {
    for (root, own, password, is_own, err_code) in [
        (
            Some("right"),
            None,
            "wrong",
            false,
            "IncorrectOceanbasePassword",
        ),
        (None, Some("right"), "wrong", true, "IncorrectAgentPassword"),
        (None, Some("right"), "right", false, "WithAgentPassword"),
        (Some("right"), None, "right", true, "WithOceanBasePassword"),
    ] {
        let agent = Agent::start();
        agent.set(|settings| {
            settings.root_password = root.map(str::to_owned);
            settings.agent_password = own.map(str::to_owned);
        });
        let builder = Client::builder(agent.url());
        let builder = if is_own {
            builder.agent_password(password)
        } else {
            builder.password(password)
        };
        let error = overview(&builder.build_blocking().expect("it can be built"));
        let failure = error.failure().expect("it is a failure");
        let expected = format!("Security.Authentication.{err_code}");
        assert_eq!(failure.error.err_code.as_deref(), Some(expected.as_str()));
        assert_eq!(failure.status, 401);
        assert_eq!(agent.seen().len(), 2, "the password is tried once");
    }
}

#[test]
fn a_wrong_password_of_old_agents_is_tried_once() {
    let agent = Agent::start();
    agent.set(|settings| {
        settings.era = Era::Numeric;
        settings.root_password = Some("right".to_owned());
    });
    let client = client(&agent, "wrong");
    let error = overview(&client);
    assert_eq!(
        error.failure().expect("it is a failure").error.code,
        Some(10008)
    );
    let sent = agent
        .seen()
        .iter()
        .filter(|seen| seen.target == OVERVIEW)
        .count();
    assert_eq!(sent, 1);
}
