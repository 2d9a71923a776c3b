//! A second opinion on the encryption: the command `openssl` decrypts what the client sent.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use obshell_client::{Client, Request};
use obshell_test_agent::{Agent, Key, Reply, success};
use obshell_types::operations::Method;
use serde_json::Value;

/// A folder that is removed.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("it can be made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

fn openssl(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command openssl is installed");
    let mut stdin = command.stdin.take().expect("it has an input");
    stdin.write_all(input).expect("it reads its input");
    drop(stdin);
    let output = command.wait_with_output().expect("it ends");
    assert!(output.status.success(), "openssl {arguments:?}");
    output.stdout
}

fn decrypt_header(key: &Path, size: usize, header: &str) -> Vec<u8> {
    let encrypted = BASE64_STANDARD.decode(header).expect("it is base64");
    assert_eq!(encrypted.len() % size, 0, "only whole blocks");
    let key = key.to_str().expect("it is text");
    let padding = "rsa_padding_mode:pkcs1";
    let blocks = encrypted.chunks(size);
    blocks
        .flat_map(|block| {
            openssl(
                &["pkeyutl", "-decrypt", "-inkey", key, "-pkeyopt", padding],
                block,
            )
        })
        .collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let digits = digits.map(|digit| char::from_digit(digit.into(), 16));
    digits.map(|digit| digit.expect("it is below 16")).collect()
}

#[test]
fn openssl_reads_header_and_body() {
    let folder = Folder::new("obshell-client-openssl");
    for bits in [512, 1024, 2048] {
        let agent = Agent::start();
        agent.otherwise(Reply::json(200, success(None)));
        let key = Key::bits(bits);
        let pem = folder.0.join(format!("{bits}.pem"));
        fs::write(&pem, key.private_pem()).expect("it can be written");
        let size = key.size();
        let password = "a password of some length, with \"quotes\" and 中文";
        agent.set(|settings| {
            settings.key = key;
            settings.root_password = Some(password.to_owned());
        });
        let client = Client::builder(agent.url()).password(password);
        let client = client.build_blocking().expect("it can be built");
        let target = "/api/v1/tenant/a%20b/backup?x=%2B";
        let body = r#"{"mode":"full","encryption":"秘密","plus_archive":true}"#;
        let request = Request::new(Method::Post, target)
            .expect("it is one")
            .with_body(body);
        client.exchange(&request).expect("there is a response");

        let seen = agent.seen().pop().expect("it came in");
        let header = seen.header("x-ocs-header").expect("there is a header");
        let header = decrypt_header(&pem, size, header);
        let header: Value = serde_json::from_slice(&header).expect("it is JSON");
        assert_eq!(header["Auth"], password);
        assert_eq!(header["Uri"], target);
        assert!(header["Ts"].is_string());
        let keys = BASE64_STANDARD.decode(header["Keys"].as_str().expect("there are keys"));
        let keys = keys.expect("they are base64");
        assert_eq!(keys.len(), 32);
        let (key, iv) = keys.split_at(16);
        let encrypted = BASE64_STANDARD
            .decode(&seen.raw_body)
            .expect("it is base64");
        let (key, iv) = (hexadecimal(key), hexadecimal(iv));
        let decrypted = openssl(
            &["enc", "-d", "-aes-128-cbc", "-K", &key, "-iv", &iv],
            &encrypted,
        );
        assert_eq!(String::from_utf8(decrypted).expect("it is text"), body);
    }
}
