//! A server on the loopback that answers with samples, for the recipes.

use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use crate::contract::samples::{self, Sample};
use crate::contract::{Contract, Operation};
use crate::workshop::{Outcome, Trouble};

/// The operation that the recipes call.
const CALLED: &str = "tenantBackupOverview";
/// The tenants that they ask about, and the sample that is the answer.
const TENANTS: [(&str, &str); 2] = [("tenant1", "running"), ("never", "404-no-task-data-null")];
/// What is answered about any other tenant.
const OTHER: &str = "400-tenant-not-exist";

/// An operation that is answered with samples.
struct Agent {
    path: String,
    headers: Vec<String>,
    samples: Vec<Sample>,
}

/// Starts the server, which runs as long as this program, and returns its address.
pub(crate) fn start(contract: &Contract) -> Outcome<String> {
    let agent = Agent::new(contract, CALLED)?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming() {
            // The client reports what it made of a broken answer.
            let _ = stream.and_then(|stream| agent.answer(stream));
        }
    });
    Ok(address)
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

    fn sample(&self, name: &str) -> io::Result<&Sample> {
        let mut samples = self.samples.iter();
        samples
            .find(|sample| sample.name == name)
            .ok_or_else(|| io::Error::other(format!("there is no sample {name}")))
    }

    /// The sample for the tenant that a path names in the place of its parameter.
    fn asked(&self, path: &str) -> Option<&'static str> {
        let (before, after) = self.path.split_once("{name}")?;
        let path = path.split('?').next().unwrap_or_default();
        let name = path.strip_prefix(before)?.strip_suffix(after)?;
        if name.is_empty() || name.contains('/') {
            return None;
        }
        let mut tenants = TENANTS.iter();
        let known = tenants.find(|(tenant, _)| *tenant == name);
        Some(known.map_or(OTHER, |(_, sample)| sample))
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
            let (name, value) = line.split_once(':').unwrap_or_default();
            let mut headers = self.headers.iter();
            authorized |=
                headers.any(|header| name.eq_ignore_ascii_case(header)) && !value.trim().is_empty();
        }
        let mut words = request.split(' ');
        let is_get = words.next() == Some("GET");
        let asked = self.asked(words.next().unwrap_or_default());
        let sample = self.sample(match asked {
            Some(sample) if is_get && authorized => sample,
            Some(_) if is_get => "400-header-not-found",
            _ => "404-route",
        })?;
        let (status, body, length) = (&sample.body["status"], &sample.text, sample.text.len());
        write!(
            stream,
            "HTTP/1.1 {status} Answer\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        )
    }
}
