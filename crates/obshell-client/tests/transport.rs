//! What can go wrong between client and agent.

use std::error::Error as _;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use obshell_client::{Builder, Client, Error, ErrorKind, Exchange, blocking};
use obshell_test_agent::{Agent, Authority, Delivery, Reply};
use obshell_types::operations::{TenantBackupOverview, TenantName};

const BODY: &str = include_str!("../../../samples/tenant-backup-overview/completed.json");

fn build(builder: Builder) -> blocking::Client {
    builder.build_blocking().expect("it can be built")
}

fn overview(client: &blocking::Client) -> Result<(), Error> {
    let call = client.call::<TenantBackupOverview>(&TenantName::new("tenant1"));
    call.send().map(|_| ())
}

fn exchange(client: &blocking::Client) -> Result<Exchange, Error> {
    let call = client.call::<TenantBackupOverview>(&TenantName::new("tenant1"));
    call.exchange()
}

fn delivering(delivery: Delivery) -> Agent {
    let agent = Agent::start();
    agent.otherwise(Reply::json(200, BODY).delivered(delivery));
    agent
}

#[test]
fn the_exchange_is_what_was_on_the_wire() {
    for delivery in [
        Delivery::Length,
        Delivery::Chunked(7),
        Delivery::Chunked(4096),
    ] {
        let agent = delivering(delivery);
        let exchange = exchange(&build(Client::builder(agent.url()))).expect("it is complete");
        assert_eq!(exchange.status, 200);
        assert_eq!(exchange.content_type(), Some("application/json"));
        assert_eq!(exchange.body, BODY.as_bytes());
        let url = format!("{}/api/v1/tenant/tenant1/backup/overview", agent.url());
        assert_eq!(exchange.url, url);
    }
}

#[test]
fn a_cut_off_body_is_an_error() {
    for delivery in [
        Delivery::CutOff(0),
        Delivery::CutOff(BODY.len() - 1),
        Delivery::WithoutEnd,
        Delivery::Closed,
    ] {
        let agent = delivering(delivery);
        let error = exchange(&build(Client::builder(agent.url()))).unwrap_err();
        assert_eq!(
            error.kind(),
            ErrorKind::Interrupted,
            "{delivery:?}: {error}"
        );
        let what = "connection closed before the response was complete";
        assert_eq!(
            error.to_string(),
            what,
            "{delivery:?}: {:?}",
            error.source()
        );
    }
}

#[test]
fn a_large_body_is_read_up_to_the_limit() {
    for delivery in [Delivery::Length, Delivery::Chunked(1000)] {
        let agent = delivering(delivery);
        let limited = |bytes| {
            let builder = Client::builder(agent.url()).max_body(bytes);
            exchange(&build(builder))
        };
        assert!(limited(BODY.len()).is_ok());
        let error = limited(BODY.len() - 1).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        let read = &error.exchange().expect("there is a response").body;
        assert_eq!(read, &BODY.as_bytes()[..BODY.len() - 1]);
    }
}

#[test]
fn a_body_without_an_end_does_not_fill_the_memory() {
    let agent = Agent::start();
    let endless = vec![b' '; 8 << 20];
    agent.otherwise(Reply::json(200, endless).delivered(Delivery::Chunked(1 << 16)));
    let builder = Client::builder(agent.url()).max_body(1 << 20);
    let error = exchange(&build(builder)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(error.to_string(), "response body exceeds 1048576 bytes");
}

#[test]
fn a_slow_response_ends_with_the_timeout() {
    for delivery in [
        Delivery::Slow(Duration::from_millis(20)),
        Delivery::Silent(Duration::from_secs(5)),
    ] {
        let agent = delivering(delivery);
        let timeout = Duration::from_millis(300);
        let client = build(Client::builder(agent.url()).timeout(timeout));
        let started = Instant::now();
        let error = exchange(&client).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(error.to_string(), "no complete response within 300ms");
        assert!(started.elapsed() >= timeout, "{:?}", started.elapsed());
        assert!(
            started.elapsed() < Duration::from_secs(3),
            "{:?}",
            started.elapsed()
        );
    }
}

#[test]
fn a_slow_response_in_time_is_complete() {
    let agent = Agent::start();
    let body = r#"{"successful":true}"#;
    agent.otherwise(Reply::json(200, body).delivered(Delivery::Slow(Duration::from_millis(5))));
    let exchange = exchange(&build(Client::builder(agent.url()))).expect("it is complete");
    assert_eq!(exchange.body, body.as_bytes());
    assert!(
        exchange.elapsed >= Duration::from_millis(5 * 15),
        "{:?}",
        exchange.elapsed
    );
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let address = listener.local_addr().expect("it has an address");
    drop(listener);
    let error = overview(&build(Client::builder(format!("http://{address}")))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert_eq!(error.to_string(), format!("failed to connect to {address}"));
    let source = error.source().expect("there is a reason").to_string();
    assert!(source.contains("refused"), "{source}");
}

#[test]
fn redirects_are_not_followed() {
    let (agent, elsewhere) = (Agent::start(), Agent::start());
    elsewhere.otherwise(Reply::json(200, BODY));
    let target = "/api/v1/tenant/tenant1/backup/overview";
    for location in [format!("{}{target}", elsewhere.url()), target.to_owned()] {
        let redirect = Reply::new(
            301,
            "text/html; charset=utf-8",
            "<a href=\"/\">Moved</a>.\n",
        );
        agent.reply(target, redirect.with_header("Location", &location));
        let client = build(Client::builder(agent.url()));
        assert_eq!(exchange(&client).expect("it is complete").status, 301);
        let error = overview(&client).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
        assert!(
            error.to_string().contains("HTTP status 301, text/html"),
            "{error}"
        );
    }
    assert!(elsewhere.seen().is_empty());
}

#[test]
fn what_is_not_a_response_of_the_operation_is_an_error() {
    let cluster = include_str!("../../../samples/obcluster-backup-overview/two-tasks.json");
    for (status, kind, body, expected) in [
        (
            200,
            "text/html; charset=utf-8",
            "<!doctype html>",
            "HTTP status 200, text/html",
        ),
        (200, "application/json", "", "HTTP status 200, no body"),
        (200, "application/json", cluster, "missing field `status`"),
        (
            502,
            "application/json",
            BODY,
            "`status` is 200, but the HTTP status is 502",
        ),
        (
            400,
            "text/plain",
            "400 Bad Request",
            "HTTP status 400, text/plain",
        ),
    ] {
        let agent = Agent::start();
        agent.otherwise(Reply::new(status, kind, body));
        let error = overview(&build(Client::builder(agent.url()))).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{error}");
        assert!(error.to_string().contains(expected), "{error}");
        let exchange = error.exchange().expect("there is a response");
        assert_eq!(exchange.body, body.as_bytes());
    }
}

#[test]
fn a_wrong_content_type_does_not_matter_to_the_types() {
    let agent = Agent::start();
    agent.otherwise(Reply::new(200, "text/plain", BODY));
    overview(&build(Client::builder(agent.url()))).expect("the body is one of the operation");
}

#[test]
fn what_is_not_http_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a port");
    let address = listener.local_addr().expect("it has an address");
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            drop(std::io::Write::write_all(
                &mut stream,
                b"SSH-2.0-OpenSSH_9.2\r\n",
            ));
        }
    });
    let error = overview(&build(Client::builder(format!("http://{address}")))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error}");
}

fn secure() -> (Agent, Authority) {
    let authority = Authority::new();
    let agent = Agent::start_tls(&authority);
    agent.otherwise(Reply::json(200, BODY));
    (agent, authority)
}

#[test]
fn tls_with_the_certificate_of_the_authority() {
    let (agent, authority) = secure();
    for url in [agent.url(), format!("https://localhost:{}", agent.port())] {
        let client = build(Client::builder(url).authorities(authority.pem()));
        overview(&client).expect("the certificate is good");
    }
    // The authority may be one of several.
    let pem = Authority::new().pem() + &authority.pem();
    overview(&build(Client::builder(agent.url()).authorities(pem))).expect("it is good");
}

#[test]
fn tls_with_an_unknown_authority_fails() {
    let (agent, _) = secure();
    let builder = Client::builder(agent.url());
    for builder in [builder.clone(), builder.authorities(Authority::new().pem())] {
        let Ok(client) = builder.build_blocking() else {
            // A system without any certificates.
            continue;
        };
        let error = overview(&client).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
        let source = error.source().expect("there is a reason").to_string();
        assert!(source.contains("invalid peer certificate"), "{source}");
    }
    assert!(agent.seen().is_empty());
}

#[test]
fn tls_with_another_name_fails() {
    let (agent, authority) = secure();
    // The certificate is for another address than the one that the client connects to.
    let listener = TcpListener::bind("127.0.0.2:0").expect("it is loopback, too");
    let port = listener.local_addr().expect("it has an address").port();
    let to = agent.port();
    std::thread::spawn(move || {
        let (mut from, _) = listener.accept().expect("the client connects");
        let mut to = std::net::TcpStream::connect(("127.0.0.1", to)).expect("it listens");
        let mut back = (
            to.try_clone().expect("a socket"),
            from.try_clone().expect("a socket"),
        );
        std::thread::spawn(move || std::io::copy(&mut back.0, &mut back.1));
        std::io::copy(&mut from, &mut to)
    });
    let url = format!("https://127.0.0.2:{port}");
    let error = overview(&build(Client::builder(url).authorities(authority.pem()))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Tls, "{error}");
    let source = error.source().expect("there is a reason").to_string();
    assert!(source.contains("certificate"), "{source}");
}

#[test]
fn tls_without_looking_at_the_certificate() {
    let (agent, _) = secure();
    let client = build(Client::builder(agent.url()).accept_invalid_certificates());
    overview(&client).expect("any certificate is accepted");
}

#[test]
fn a_tls_client_at_a_plain_port() {
    let agent = delivering(Delivery::Length);
    let url = agent.url().replace("http:", "https:");
    let client = build(Client::builder(url).accept_invalid_certificates());
    assert_eq!(overview(&client).unwrap_err().kind(), ErrorKind::Tls);
}

#[test]
fn certificates_that_are_none_are_refused() {
    for pem in [
        "",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "junk",
    ] {
        let error = Client::builder("https://127.0.0.1")
            .authorities(pem)
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{pem}: {error}");
    }
}

#[cfg(unix)]
#[test]
fn a_unix_socket_needs_no_header() {
    let folder = std::env::temp_dir().join(format!("obshell-client-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("it can be made");
    let path = folder.join("agent.sock");
    let agent = Agent::start_unix(&path);
    agent.otherwise(Reply::json(200, BODY));
    let client = build(Client::unix_socket(&path).password("not sent"));
    overview(&client).expect("the agent accepts it");

    let request = obshell_client::Request::new(
        obshell_types::operations::Method::Post,
        "/api/v1/obcluster/backup",
    );
    let request = request.expect("it is one").with_body("{}");
    client.exchange(&request).expect("there is a response");
    let seen = agent.seen();
    assert_eq!(seen.len(), 2, "no key is fetched");
    for seen in &seen {
        assert!(
            seen.headers
                .iter()
                .all(|(name, _)| !name.starts_with("x-ocs"))
        );
    }
    assert_eq!(seen[1].raw_body, b"{}");

    drop(agent);
    let error = overview(&client).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    drop(std::fs::remove_dir(folder));
}

#[test]
fn urls_that_name_no_agent_are_refused() {
    for (url, why) in [
        ("", "a URL such as"),
        ("10.0.0.1", "a URL such as"),
        ("10.0.0.1:2886", "a URL such as"),
        ("http://", "a URL such as"),
        ("ftp://10.0.0.1", "the scheme http or https"),
        ("http://10.0.0.1/api/v1", "neither path nor query"),
        ("http://10.0.0.1/?a=b", "neither path nor query"),
        ("http://root:pa55word@10.0.0.1", "no user information"),
        ("http://10.0.0.1:99999", "port"),
        ("http://10.0.0.1:", "port"),
        ("http://a b", "a URL such as"),
    ] {
        let error = Client::builder(url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{url}");
        assert!(error.to_string().contains(why), "{url}: {error}");
        assert!(!format!("{error:?}").contains("pa55word"));
    }
    for url in [
        "http://[::1]:2886",
        "http://10.0.0.1:2886/",
        "https://agent-1.example",
    ] {
        Client::builder(url)
            .accept_invalid_certificates()
            .build()
            .expect(url);
    }
}

#[test]
fn a_language_that_is_no_header_is_refused() {
    let error = Client::builder("http://127.0.0.1")
        .accept_language("zh\n")
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
