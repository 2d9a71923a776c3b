//! A server on the loopback that answers with samples, for the examples of how
//! a client is used.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::operation::Operation;
use crate::table::Verdict;
use crate::workshop::{Outcome, Trouble, committed, succeed};

const HEADER: &str = "X-OCS-Header";

/// The tenants that an example is asked about, and what is answered.
const TENANTS: [(&str, &str); 2] = [
    ("tenant1", "200 running"),
    ("never", "404 404-no-task-data-null"),
];

/// Runs an example with the address of the server, a header and the tenants,
/// and compares what it prints with what the types read.
pub(crate) fn example(command: &mut Command) -> Outcome<Verdict> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().take(TENANTS.len()) {
            // The example tells what it made of a broken answer.
            let _ = stream.and_then(answer);
        }
    });
    command.args([&address, "a header"]);
    command.args(TENANTS.map(|(tenant, _)| tenant));
    let printed = succeed(command)?;
    let mut wanted = String::new();
    for (tenant, answer) in TENANTS {
        let body = Operation::Tenant.read(&sample(answer)?)?;
        let task = &body["data"]["status"];
        let error = &body["error"]["errCode"];
        let _ = match (task["status"].as_str(), error.as_str()) {
            (Some(status), _) => writeln!(wanted, "{tenant} {status} {}", task["start_scn"]),
            (None, error) => writeln!(wanted, "{tenant} {}", error.unwrap_or("?")),
        };
    }
    Ok(if printed == wanted {
        Verdict::Agrees(format!("{} requests", TENANTS.len()))
    } else {
        Verdict::Differs(format!("prints\n{printed}and not\n{wanted}"))
    })
}

fn sample(answer: &str) -> Outcome<String> {
    let name = answer.split_once(' ').map(|(_, name)| name);
    let name = name.ok_or_else(|| Trouble::Failed(format!("no sample in `{answer}`")))?;
    let path = committed(&format!("samples/tenant-backup-overview/{name}.json"))?;
    Ok(fs::read_to_string(path)?)
}

fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    let mut authorized = false;
    for line in lines {
        let line = line?;
        if line.is_empty() {
            break;
        }
        let name = line.split_once(':').map_or("", |(name, _)| name);
        authorized |= name.eq_ignore_ascii_case(HEADER);
    }
    let asked = |tenant| request.contains(&format!("/api/v1/tenant/{tenant}/backup/overview "));
    let known = TENANTS.iter().find(|(tenant, _)| asked(tenant));
    let answer = match known {
        Some((_, answer)) if authorized => answer,
        Some(_) => "400 400-header-not-found",
        None => "404 404-route",
    };
    let body = sample(answer).map_err(|trouble| io::Error::other(trouble.to_string()))?;
    let status = &answer[..3];
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
}
