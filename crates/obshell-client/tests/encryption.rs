//! What the agent finds in requests when it decrypts them.

use std::time::SystemTime;

use obshell_client::{Client, ErrorKind, Request, blocking};
use obshell_test_agent::{Agent, Era, Key, Reply, Seen, success};
use obshell_types::operations::{
    Method, ObclusterBackupOverview, TenantBackupOverview, TenantName,
};
use serde_json::Value;

const OVERVIEW: &str = "/api/v1/tenant/tenant1/backup/overview";

fn sample(name: &str) -> Reply {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples");
    let body = std::fs::read(format!("{folder}/{name}")).expect("the sample can be read");
    Reply::json(200, body)
}

fn agent() -> Agent {
    let agent = Agent::start();
    agent.otherwise(sample("tenant-backup-overview/completed.json"));
    agent
}

fn client(agent: &Agent, password: &str) -> blocking::Client {
    let builder = Client::builder(agent.url()).password(password);
    builder.build_blocking().expect("it can be built")
}

fn overview(client: &blocking::Client) -> Result<(), obshell_client::Error> {
    let call = client.call::<TenantBackupOverview>(&TenantName::new("tenant1"));
    call.send().map(|_| ())
}

fn header(seen: &Seen) -> Value {
    let header = seen.header.as_deref().expect("the header was decrypted");
    serde_json::from_str(header).expect("it is JSON")
}

fn targets(seen: &[Seen]) -> Vec<&str> {
    seen.iter().map(|seen| seen.target.as_str()).collect()
}

#[test]
fn the_header_names_password_target_and_time() {
    let agent = agent();
    agent.set(|settings| settings.root_password = Some("p\"\\ä 中".to_owned()));
    let before = SystemTime::now();
    overview(&client(&agent, "p\"\\ä 中")).expect("the agent accepts it");

    let seen = agent.seen();
    assert_eq!(targets(&seen), ["/api/v1/secret", OVERVIEW]);
    assert!(seen[0].header.is_none(), "the key is not secret");
    let header = header(&seen[1]);
    let mut names: Vec<&String> = header
        .as_object()
        .expect("it is an object")
        .keys()
        .collect();
    names.sort();
    assert_eq!(names, ["Auth", "Keys", "Ts", "Uri"]);
    assert_eq!(header["Auth"], "p\"\\ä 中");
    assert_eq!(header["Uri"], OVERVIEW);
    assert!(header["Keys"].is_null());
    let until: u64 = header["Ts"]
        .as_str()
        .expect("it is text")
        .parse()
        .expect("digits");
    let before = before
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("after 1970")
        .as_secs();
    assert!(
        (before + 55..=before + 65).contains(&until),
        "{before} {until}"
    );
    assert!(seen[1].header("x-ocs-agent-header").is_none());
    assert_eq!(
        seen[1].header("host"),
        Some(agent.url().trim_start_matches("http://"))
    );
}

#[test]
fn without_a_password_the_header_is_sent_all_the_same() {
    let agent = agent();
    let client = Client::builder(agent.url())
        .build_blocking()
        .expect("it can be built");
    overview(&client).expect("the agent accepts it");
    assert_eq!(header(&agent.seen()[1])["Auth"], "");
}

#[test]
fn the_agents_own_password_has_its_own_header() {
    let agent = agent();
    agent.set(|settings| {
        settings.root_password = None;
        settings.agent_password = Some("own".to_owned());
    });
    let builder = Client::builder(agent.url())
        .password("other")
        .agent_password("own");
    overview(&builder.build_blocking().expect("it can be built")).expect("the agent accepts it");
    let seen = agent.seen();
    assert_eq!(header(&seen[1])["Auth"], "own");
    assert!(seen[1].header("x-ocs-agent-header").is_some());
    assert!(seen[1].header("x-ocs-header").is_none());
}

#[test]
fn all_sizes_of_keys_work() {
    // Header texts below and above one block of each size.
    for bits in [512, 1024, 2048] {
        for password in ["", &"long ".repeat(60)] {
            let agent = agent();
            agent.set(|settings| {
                settings.key = Key::bits(bits);
                settings.root_password = Some(password.to_owned());
            });
            overview(&client(&agent, password)).expect("the agent accepts it");
        }
    }
}

#[test]
fn the_target_is_the_same_on_the_request_line_and_in_the_header() {
    for (tenant, encoded) in [
        ("tenant1", "tenant1"),
        ("two words", "two%20words"),
        ("100%", "100%25"),
        ("%2e", "%252e"),
        ("a/b", "a%2Fb"),
        ("租户一", "%E7%A7%9F%E6%88%B7%E4%B8%80"),
        ("q?a=b&c#d", "q%3Fa%3Db%26c%23d"),
        ("..", ".."),
        (".", "."),
        ("", ""),
        ("\"<>\\^`{|}", "%22%3C%3E%5C%5E%60%7B%7C%7D"),
    ] {
        let agent = agent();
        let call = client(&agent, "");
        let call = call.call::<TenantBackupOverview>(&TenantName::new(tenant));
        call.send().expect("the agent accepts it");
        let seen = agent.seen();
        let target = format!("/api/v1/tenant/{encoded}/backup/overview");
        assert_eq!(seen[1].target, target);
        assert_eq!(header(&seen[1])["Uri"], target);
    }
}

#[test]
fn bodies_are_encrypted_with_a_key_of_their_own() {
    let agent = agent();
    agent.otherwise(Reply::json(200, success(None)));
    let client = client(&agent, "");
    let target = "/api/v1/tenant/tenant1/backup";
    // Lengths around the size of a block.
    let bodies = [
        "{}".to_owned(),
        r#"{"a":"0123456"}"#.to_owned(),
        "{  \"mode\": \"full\"}".repeat(40),
    ];
    let mut keys = Vec::new();
    for method in [Method::Post, Method::Patch] {
        for body in &bodies {
            let request = Request::new(method, target)
                .expect("it is one")
                .with_body(body.as_str());
            let exchange = client
                .exchange(&request)
                .expect("the agent returns something");
            assert_eq!(exchange.status, 200);
            let seen = agent.seen().pop().expect("it came in");
            assert_eq!(seen.method, method.as_str());
            assert_eq!(seen.header("content-type"), Some("application/json"));
            assert_eq!(seen.body.as_deref(), Some(body.as_bytes()));
            assert!(!String::from_utf8_lossy(&seen.raw_body).contains("mode"));
            let header = header(&seen);
            assert_eq!(header["Uri"], target);
            keys.push(header["Keys"].as_str().expect("there are keys").to_owned());
        }
    }
    let count = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), count, "each body has its own key");
}

#[test]
fn the_public_key_is_fetched_once() {
    let agent = agent();
    let client = client(&agent, "");
    for _ in 0..3 {
        overview(&client).expect("the agent accepts it");
    }
    assert_eq!(
        targets(&agent.seen()),
        ["/api/v1/secret", OVERVIEW, OVERVIEW, OVERVIEW]
    );
}

#[test]
fn a_new_key_is_fetched_after_the_old_one_was_refused() {
    for era in [Era::Numeric, Era::WithoutDecryptCode, Era::Current] {
        let agent = agent();
        agent.set(|settings| {
            settings.era = era;
            settings.key = Key::bits(512);
        });
        let client = client(&agent, "");
        overview(&client).expect("the agent accepts it");
        agent.set(|settings| settings.key = Key::bits(1024));
        agent.forget();
        overview(&client).expect("the agent accepts the new key");
        overview(&client).expect("the new key is kept");
        let seen = agent.seen();
        assert_eq!(
            targets(&seen),
            [OVERVIEW, "/api/v1/secret", OVERVIEW, OVERVIEW],
            "{era:?}"
        );
    }
}

#[test]
fn a_request_with_a_body_is_sent_again_with_the_new_key() {
    let agent = agent();
    let client = client(&agent, "");
    overview(&client).expect("the agent accepts it");
    agent.set(|settings| settings.key = Key::new(1024));
    let request = Request::new(Method::Post, "/api/v1/obcluster/backup").expect("it is one");
    let request = request.with_body(r#"{"mode":"full"}"#);
    assert_eq!(
        client
            .exchange(&request)
            .expect("there is a response")
            .status,
        200
    );
    let last = agent.seen().pop().expect("it came in");
    assert_eq!(last.body.as_deref(), Some(br#"{"mode":"full"}"#.as_slice()));
}

#[test]
fn a_key_that_keeps_changing_is_fetched_again_once() {
    let agent = agent();
    let client = client(&agent, "");
    overview(&client).expect("the agent accepts it");
    // The agent offers a key that is not its own.
    agent.set(|settings| settings.key = Key::new(1024));
    let other = Key::new(1024).public();
    let data = format!(r#"{{"ip":"127.0.0.1","port":2886,"public_key":"{other}"}}"#);
    agent.reply("/api/v1/secret", Reply::json(200, success(Some(&data))));
    agent.forget();
    let error = overview(&client).unwrap_err();
    let failure = error.failure().expect("the agent refused it");
    let err_code = failure.error.err_code.as_deref();
    assert_eq!(
        err_code,
        Some("Security.Authentication.Header.DecryptFailed")
    );
    assert_eq!(
        targets(&agent.seen()),
        [OVERVIEW, "/api/v1/secret", OVERVIEW]
    );
}

#[test]
fn a_refusal_stands_if_the_key_cannot_be_fetched_again() {
    let agent = agent();
    let client = client(&agent, "");
    overview(&client).expect("the agent accepts it");
    agent.set(|settings| settings.key = Key::new(1024));
    agent.reply("/api/v1/secret", Reply::new(502, "text/html", "<html>"));
    assert_eq!(overview(&client).unwrap_err().kind(), ErrorKind::Failure);
}

#[test]
fn a_key_that_cannot_be_used_is_an_error() {
    let small = Key::new(256).public();
    for key in ["", "!", "AAAA", &small] {
        let agent = agent();
        let data = format!(r#"{{"ip":"127.0.0.1","port":2886,"public_key":"{key}"}}"#);
        agent.reply("/api/v1/secret", Reply::json(200, success(Some(&data))));
        let error = overview(&client(&agent, "pass-phrase")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PublicKey, "{error}");
        assert_eq!(targets(&agent.seen()), ["/api/v1/secret"]);
    }
    for (status, kind, body) in [
        (404, "application/json", r#"{"successful":false}"#),
        (200, "text/html", "<!doctype html>"),
        (
            400,
            "text/plain",
            "Client sent an HTTP request to an HTTPS server.\n",
        ),
        (200, "application/json", ""),
    ] {
        let agent = agent();
        agent.reply("/api/v1/secret", Reply::new(status, kind, body));
        let error = overview(&client(&agent, "")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PublicKey, "{error}");
        let exchange = error.exchange().expect("there was a response");
        assert_eq!(exchange.status, status);
    }
}

#[test]
fn the_language_is_passed_on() {
    let agent = agent();
    let builder = Client::builder(agent.url()).accept_language("zh-CN");
    let client = builder.build_blocking().expect("it can be built");
    client
        .call::<ObclusterBackupOverview>(&())
        .exchange()
        .expect("there is a response");
    for seen in agent.seen() {
        assert_eq!(seen.header("accept-language"), Some("zh-CN"));
    }
    let agent = self::agent();
    overview(&self::client(&agent, "")).expect("the agent accepts it");
    assert_eq!(agent.seen()[1].header("accept-language"), None);
}

#[test]
fn a_header_expires() {
    let agent = agent();
    agent.set(|settings| settings.root_password = Some("secret".to_owned()));
    let client = client(&agent, "secret");
    agent.set(|settings| settings.clock_ahead = 30);
    overview(&client).expect("it is still accepted");
    agent.set(|settings| settings.clock_ahead = 90);
    let error = overview(&client).unwrap_err();
    let failure = error.failure().expect("the agent refused it");
    assert_eq!(
        failure.error.err_code.as_deref(),
        Some("Security.Authentication.Expired")
    );
}
