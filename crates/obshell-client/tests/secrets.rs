//! Nothing that can be printed contains a password.

use obshell_client::{Client, Error, ErrorKind, Password, Request};
use obshell_test_agent::{Agent, Key, REFUSALS, Reply};
use obshell_types::operations::{Method, TenantBackupOverview, TenantName};

const SECRET: &str = "hunter2-秘密";

fn printed(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.extend([cause.to_string(), format!("{cause:?}")]);
        source = cause.source();
    }
    if let Some(exchange) = error.exchange() {
        text.extend([format!("{exchange:?}")]);
    }
    text
}

#[test]
fn nothing_printed_contains_a_password() {
    let agent = Agent::start();
    agent.set(|settings| settings.root_password = Some(SECRET.to_owned()));
    let mut texts = vec![format!("{:?}", Password::from(SECRET))];
    for own in [false, true] {
        let builder = Client::builder(agent.url());
        let builder = if own {
            builder.agent_password(SECRET)
        } else {
            builder.password(SECRET)
        };
        texts.push(format!("{builder:?} {builder:#?}"));
        let client = builder.build_blocking().expect("it can be built");
        texts.push(format!("{client:?} {client:#?}"));
        let tenant = TenantName::new("tenant1");
        let target = "/api/v1/tenant/tenant1/backup/overview";
        let mut kinds = Vec::new();
        let refusals = REFUSALS
            .iter()
            .map(|refusal| Reply::json(refusal.status, refusal.body()));
        for reply in refusals.chain([Reply::new(200, "text/html", "<html>")]) {
            agent.reply(target, reply);
            let call = client.call::<TenantBackupOverview>(&tenant);
            texts.push(format!("{call:?}"));
            let exchange = call.exchange().expect("there is a response");
            texts.push(format!("{exchange:?}"));
            let call = client.call::<TenantBackupOverview>(&tenant);
            let error = call.send().unwrap_err();
            kinds.push(error.kind());
            texts.push(printed(&error));
        }
        assert!(kinds.contains(&ErrorKind::Failure));
        assert!(kinds.contains(&ErrorKind::UnexpectedResponse));
    }
    // What is searched for is found where it has to be.
    let seen = agent.seen();
    let headers: Vec<&str> = seen
        .iter()
        .filter_map(|seen| seen.header.as_deref())
        .collect();
    assert!(headers.iter().all(|header| header.contains(SECRET)) && !headers.is_empty());
    let sent: Vec<&str> = seen
        .iter()
        .flat_map(|seen| &seen.headers)
        .filter(|(name, _)| name.starts_with("x-ocs"))
        .map(|(_, value)| value.as_str())
        .collect();
    for text in &texts {
        assert!(!text.contains("hunter2"), "{text}");
        assert!(sent.iter().all(|header| !text.contains(header)), "{text}");
    }
}

#[test]
fn bodies_are_not_printed() {
    let body = format!(r#"{{"encryption":"{SECRET}"}}"#);
    let request = Request::new(Method::Post, "/api/v1/obcluster/backup");
    let request = request.expect("it is one").with_body(body.as_str());
    assert_eq!(
        format!("{request:?}"),
        r#"Request { method: Post, target: "/api/v1/obcluster/backup", .. }"#
    );
    let agent = Agent::start();
    agent.otherwise(Reply::json(200, body.as_str()));
    let client = Client::builder(agent.url()).build_blocking();
    let exchange = client.expect("it can be built").exchange(&request);
    let exchange = exchange.expect("there is a response");
    assert_eq!(exchange.body, body.as_bytes());
    let printed = format!("{exchange:?}");
    assert!(
        !printed.contains("hunter2") && !printed.contains("104, 117, 110"),
        "{printed}"
    );
}

#[test]
fn a_panic_does_not_print_it() {
    let agent = Agent::start();
    agent.set(|settings| settings.key = Key::bits(512));
    let builder = Client::builder(agent.url()).password(SECRET);
    let inside = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("it can be built");
    let client = builder.build_blocking().expect("it can be built");
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        inside.block_on(async {
            let call = client.call::<TenantBackupOverview>(&TenantName::new("tenant1"));
            drop(call.send());
        });
    }));
    let message = panicked.expect_err("it cannot wait inside of a runtime");
    let message = message.downcast_ref::<String>().cloned().or_else(|| {
        let text = message.downcast_ref::<&str>()?;
        Some((*text).to_owned())
    });
    assert!(!message.expect("there is a message").contains("hunter2"));
}
