//! A server on the loopback that answers with samples, for the examples of how
//! a client is used.

use std::fmt::Write as _;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::contract::samples::{self, Sample};
use crate::contract::{Contract, Operation};
use crate::table::Verdict;
use crate::workshop::{Outcome, Trouble, succeed};

/// The operation that the examples call.
const EXAMPLE: &str = "tenantBackupOverview";
/// The tenants that an example is asked about: each is called as the sample that is answered.
const TENANTS: [&str; 2] = ["running", "404-no-task-data-null"];

/// An operation that is answered with samples.
struct Agent {
    path: String,
    headers: Vec<String>,
    samples: Vec<Sample>,
}

/// Runs an example with the address of the server, a header and the tenants,
/// and compares what it prints with what the types read.
pub(crate) fn example(contract: &Contract, command: &mut Command) -> Outcome<Verdict> {
    let agent = Agent::new(contract, EXAMPLE)?;
    let mut wanted = String::new();
    for tenant in TENANTS {
        let body = &agent.sample(tenant)?.body;
        let task = &body["data"]["status"];
        let error = &body["error"]["errCode"];
        let _ = match (task["status"].as_str(), error.as_str()) {
            (Some(status), _) => writeln!(wanted, "{tenant} {status} {}", task["start_scn"]),
            (None, error) => writeln!(wanted, "{tenant} {}", error.unwrap_or("?")),
        };
    }
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().take(TENANTS.len()) {
            // The example reports what it made of a broken answer.
            let _ = stream.and_then(|stream| agent.answer(stream));
        }
    });
    command.args([&address, "a header"]);
    command.args(TENANTS);
    let printed = succeed(command)?;
    Ok(if printed == wanted {
        Verdict::Agrees(format!("{} requests", TENANTS.len()))
    } else {
        Verdict::Differs(format!("prints\n{printed}and not\n{wanted}"))
    })
}

impl Agent {
    fn new(contract: &Contract, operation: &str) -> Outcome<Self> {
        let mut operations = contract.operations.iter();
        let Some(Operation { id, path, .. }) =
            operations.find(|known| known.operation_id == operation)
        else {
            return Err(Trouble::Failed(format!("there is no {operation}")));
        };
        Ok(Self {
            path: path.clone(),
            headers: contract.security_headers().map(str::to_owned).collect(),
            samples: samples::of(id)?,
        })
    }

    fn sample(&self, name: &str) -> Outcome<&Sample> {
        let mut samples = self.samples.iter();
        samples
            .find(|sample| sample.name == name)
            .ok_or_else(|| Trouble::Failed(format!("there is no sample {name}")))
    }

    /// The sample that a path names in the place of its parameter.
    fn asked(&self, path: &str) -> Option<&Sample> {
        let (before, after) = self.path.split_once("{name}")?;
        let name = path.strip_prefix(before)?.strip_suffix(after)?;
        self.sample(name).ok()
    }

    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
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
            authorized |= self
                .headers
                .iter()
                .any(|header| name.eq_ignore_ascii_case(header));
        }
        let path = request.split(' ').nth(1).unwrap_or_default();
        let sample = match self.asked(path) {
            Some(sample) if authorized => Ok(sample),
            Some(_) => self.sample("400-header-not-found"),
            None => self.sample("404-route"),
        };
        let sample = sample.map_err(|trouble| io::Error::other(trouble.to_string()))?;
        let (status, body, length) = (&sample.body["status"], &sample.text, sample.text.len());
        write!(
            stream,
            "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    }
}
