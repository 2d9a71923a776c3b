//! HTTP/1.1, one request a connection.

use std::io::{self, BufRead as _, BufReader, Read, Write};
use std::thread;
use std::time::Duration;

use crate::judge::judge;
use crate::{Seen, Shared};

/// What is returned.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers, without those that tell the length.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// How it is sent.
    pub delivery: Delivery,
}

/// How a body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Delivery {
    /// With its length.
    Length,
    /// In chunks of this many bytes.
    Chunked(usize),
    /// With its length, but cut off after this many bytes.
    CutOff(usize),
    /// In chunks, but without the last one.
    WithoutEnd,
    /// With its length, a byte at a time and a pause after each.
    Slow(Duration),
    /// Not at all: the connection stays open for this long.
    Silent(Duration),
    /// Not at all: the connection is closed.
    Closed,
}

impl Reply {
    /// Returns JSON as most handlers do.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::new(status, "application/json", body)
    }

    /// Returns a body of any type.
    #[must_use]
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("Content-Type".to_owned(), content_type.to_owned())],
            body: body.into(),
            delivery: Delivery::Length,
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets how the body is sent.
    #[must_use]
    pub fn delivered(mut self, delivery: Delivery) -> Self {
        self.delivery = delivery;
        self
    }
}

pub(crate) fn connection(
    shared: &Shared,
    encrypted: bool,
    stream: impl Read + Write,
) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut seen = read(&mut stream)?;
    let reply = judge(&mut shared.settings(), encrypted, &mut seen);
    shared.record(seen);
    write(stream.get_mut(), &reply)
}

fn read(stream: &mut BufReader<impl Read>) -> io::Result<Seen> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what);
    let mut lines = Vec::new();
    loop {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line)?;
        let line = String::from_utf8(line).map_err(|_| bad("a line is not UTF-8"))?;
        match line.strip_suffix("\r\n") {
            Some("") => break,
            Some(line) => lines.push(line.to_owned()),
            None => return Err(bad("a line has no end")),
        }
    }
    let mut lines = lines.into_iter();
    let line = lines.next().unwrap_or_default();
    let mut parts = line.split(' ');
    let (Some(method), Some(target), Some("HTTP/1.1"), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(bad("the request line is not one"));
    };
    let mut seen = Seen {
        method: method.to_owned(),
        target: target.to_owned(),
        ..Seen::default()
    };
    for line in lines {
        let (name, value) = line
            .split_once(':')
            .ok_or_else(|| bad("a header is not one"))?;
        let header = (name.to_ascii_lowercase(), value.trim().to_owned());
        seen.headers.push(header);
    }
    let length = seen.header("content-length").unwrap_or("0");
    let length: usize = length
        .parse()
        .map_err(|_| bad("the length is not a number"))?;
    seen.raw_body = vec![0; length];
    stream.read_exact(&mut seen.raw_body)?;
    Ok(seen)
}

fn write(stream: &mut impl Write, reply: &Reply) -> io::Result<()> {
    let body = &reply.body;
    match reply.delivery {
        Delivery::Silent(for_long) => {
            thread::sleep(for_long);
            return Ok(());
        }
        Delivery::Closed => return Ok(()),
        _ => {}
    }
    write!(
        stream,
        "HTTP/1.1 {} Status\r\nConnection: close\r\n",
        reply.status
    )?;
    for (name, value) in &reply.headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    let chunked = matches!(reply.delivery, Delivery::Chunked(_) | Delivery::WithoutEnd);
    if chunked {
        stream.write_all(b"Transfer-Encoding: chunked\r\n\r\n")?;
    } else {
        write!(stream, "Content-Length: {}\r\n\r\n", body.len())?;
    }
    match reply.delivery {
        Delivery::Chunked(size) => {
            chunks(stream, body, size)?;
            stream.write_all(b"0\r\n\r\n")?;
        }
        Delivery::WithoutEnd => chunks(stream, body, body.len().max(1))?,
        Delivery::CutOff(after) => stream.write_all(&body[..after])?,
        Delivery::Slow(pause) => {
            for byte in body.chunks(1) {
                stream.write_all(byte)?;
                stream.flush()?;
                thread::sleep(pause);
            }
        }
        _ => stream.write_all(body)?,
    }
    stream.flush()
}

fn chunks(stream: &mut impl Write, body: &[u8], size: usize) -> io::Result<()> {
    for chunk in body.chunks(size) {
        write!(stream, "{:x}\r\n", chunk.len())?;
        stream.write_all(chunk)?;
        stream.write_all(b"\r\n")?;
        stream.flush()?;
    }
    Ok(())
}
