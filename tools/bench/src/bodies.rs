//! Bodies as the server writes them, the same for the same seed: one task each,
//! about 855 bytes, consistent in themselves.
//!
//! Which fields there are, and in which order, is the schema's to say. What is here are
//! the values of those that belong together.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::Value;

/// Deterministic numbers (splitmix64).
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below the limit.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit
    }
}

/// A moment of 2025, to the microsecond.
struct Moment {
    day: u64,
    micros: u64,
}

impl Moment {
    /// As Go writes it: without the zeros at the end of a fraction.
    fn text(&self) -> String {
        let (seconds, micros) = (self.micros / 1_000_000, self.micros % 1_000_000);
        let mut text = format!(
            "2025-{:02}-{:02}T{:02}:{:02}:{:02}.{micros:06}",
            self.day / 28 + 1,
            self.day % 28 + 1,
            seconds / 3600,
            seconds / 60 % 60,
            seconds % 60,
        );
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
        text + "+08:00"
    }
}

const ZERO_TIME: &str = "0001-01-01T00:00:00Z";

/// A part of a body.
enum Piece {
    /// What every body has at this place.
    Text(String),
    /// A field by its path, and what it is if no value belongs to it.
    Field(String, &'static str),
}

/// A success, as the schema has it.
static BODY: LazyLock<Vec<Piece>> = LazyLock::new(|| {
    let schema = crate::OVERVIEW.schema();
    let mut branches = schema["oneOf"].as_array().into_iter().flatten();
    let success = branches
        .find(|branch| {
            let branch = resolved(&schema, branch);
            branch["properties"]["successful"]["const"] == true
        })
        .expect("an envelope can be a success");
    let mut pieces = vec![Piece::Text(String::new())];
    pieces_of(&schema, success, "", &mut pieces);
    pieces
});

fn pieces_of(root: &Value, schema: &Value, path: &str, pieces: &mut Vec<Piece>) {
    let schema = resolved(root, schema);
    // In the order of the wire, which that of the properties is not after parsing.
    let Some(fields) = schema["required"].as_array() else {
        let unknown = match schema["type"].as_str() {
            Some("string") if schema["format"] == "date-time" => "\"0001-01-01T00:00:00Z\"",
            Some("string") => "\"\"",
            Some("boolean") => "false",
            Some("array") => "[]",
            Some("object") => "{}",
            _ => "0",
        };
        pieces.push(Piece::Field(path.to_owned(), unknown));
        return;
    };
    let mut before = '{';
    for name in fields.iter().filter_map(Value::as_str) {
        text(pieces, &format!("{before}\"{name}\":"));
        let path = format!("{path}/{name}");
        pieces_of(root, &schema["properties"][name], &path, pieces);
        before = ',';
    }
    text(pieces, "}");
}

fn text(pieces: &mut Vec<Piece>, more: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(text)) => text.push_str(more),
        _ => pieces.push(Piece::Text(more.to_owned())),
    }
}

fn resolved<'s>(root: &'s Value, schema: &'s Value) -> &'s Value {
    let target = schema["$ref"]
        .as_str()
        .and_then(|target| root.pointer(target.strip_prefix('#')?));
    target.unwrap_or(schema)
}

/// The values of one body that belong together.
struct Values {
    answered: String,
    duration: u64,
    trace: u64,
    tenant: u64,
    set: u64,
    job: u64,
    start: String,
    end: String,
    status: &'static str,
    start_scn: u64,
    end_scn: u64,
    meta_scn: u64,
    input: u64,
    output: u64,
    rate: f64,
    tablets: u64,
    done_tablets: u64,
    blocks: u64,
    done_blocks: u64,
    result: i64,
    comment: &'static str,
}

impl Values {
    #[expect(
        clippy::cast_precision_loss,
        reason = "the rate is a double on the server too"
    )]
    fn new(random: &mut Random) -> Self {
        let status = match random.below(100) {
            0..=84 => "COMPLETED",
            85..=89 => "FAILED",
            90..=92 => "CANCELED",
            93..=96 => "BACKUP_USER_META",
            _ => "BACKUP_DATA_MINOR",
        };
        let ended = matches!(status, "COMPLETED" | "FAILED" | "CANCELED");
        let start = Moment {
            day: random.below(336),
            micros: random.below(20 * 3_600_000_000),
        };
        let took = 1_000_000 + random.below(3 * 3_600_000_000);
        let end = Moment {
            day: start.day,
            micros: start.micros + took,
        };
        let answered = Moment {
            day: start.day,
            micros: end.micros + random.below(1_000_000),
        };
        let input = 1_000_000 + random.below(900_000_000_000);
        let output = input / (2 + random.below(8));
        let rate = if ended {
            (output as f64 / (took as f64 / 1e6) * 1e4).round() / 1e4
        } else {
            0.0
        };
        let start_scn = 1_740_000_000_000_000_000 + random.below(30_000_000_000_000_000);
        let meta_scn = start_scn + 1_000_000_000 + random.below(9_000_000_000);
        let tablets = 500 + random.below(9000);
        let blocks = 50 + random.below(200_000);
        let (done_tablets, done_blocks) = if ended {
            (tablets, blocks)
        } else {
            (random.below(tablets), random.below(blocks))
        };
        let (result, comment) = match status {
            "FAILED" => (
                -4016,
                "(server)\\\"10.10.10.1:2882\\\", (trace)YB420A0A0A01-0006 \\u003cInternal error\\u003e",
            ),
            "CANCELED" => (-4072, ""),
            _ => (0, ""),
        };
        let (tenant, set) = (1002 + 2 * random.below(50), 1 + random.below(400));
        Self {
            answered: answered.text(),
            trace: random.next(),
            duration: random.below(300),
            job: 1 + random.below(3000),
            tenant,
            set,
            start: start.text(),
            end: if ended {
                end.text()
            } else {
                ZERO_TIME.to_owned()
            },
            status,
            start_scn,
            end_scn: if ended { meta_scn + took * 1000 } else { 0 },
            meta_scn,
            input,
            output,
            rate,
            tablets,
            done_tablets,
            blocks,
            done_blocks,
            result,
            comment,
        }
    }

    /// Writes the value of a field; one that belongs to no other is as good as any.
    fn write(&self, path: &str, unknown: &str, body: &mut String) {
        // Writing to a string does not fail.
        let _ = match path {
            "/successful" => write!(body, "true"),
            "/timestamp" => write!(body, "\"{}\"", self.answered),
            "/duration" => write!(body, "{}", self.duration),
            "/status" => write!(body, "200"),
            "/traceId" => write!(body, "\"{:016x}\"", self.trace),
            "/data/status/tenant_id" => write!(body, "{}", self.tenant),
            "/data/status/task_id" | "/data/status/backup_set_id" => write!(body, "{}", self.set),
            "/data/status/job_id" => write!(body, "{}", self.job),
            "/data/status/incarnation" | "/data/status/meta_turn_id" => write!(body, "1"),
            "/data/status/start_timestamp" => write!(body, "\"{}\"", self.start),
            "/data/status/end_timestamp" => write!(body, "\"{}\"", self.end),
            "/data/status/status" => write!(body, "\"{}\"", self.status),
            "/data/status/start_scn" => write!(body, "{}", self.start_scn),
            "/data/status/end_scn" => write!(body, "{}", self.end_scn),
            "/data/status/user_ls_start_scn" => write!(body, "{}", self.meta_scn),
            "/data/status/encryption_mode" => write!(body, "\"NONE\""),
            "/data/status/input_bytes" => write!(body, "{}", self.input),
            "/data/status/output_bytes" => write!(body, "{}", self.output),
            "/data/status/output_rate_bytes" => write!(body, "{}", self.rate),
            "/data/status/tablet_count" => write!(body, "{}", self.tablets),
            "/data/status/finish_tablet_count" => write!(body, "{}", self.done_tablets),
            "/data/status/macro_block_count" => write!(body, "{}", self.blocks),
            "/data/status/finish_macro_block_count" => write!(body, "{}", self.done_blocks),
            "/data/status/result" => write!(body, "{}", self.result),
            "/data/status/comment" => write!(body, "\"{}\"", self.comment),
            "/data/status/path" => write!(
                body,
                "\"oss://obshell-backup/cluster1/tenant{}/backup/data?host=oss-cn-hangzhou-internal.aliyuncs.com\"",
                self.tenant,
            ),
            _ => write!(body, "{unknown}"),
        };
    }
}

/// A success of the tenant's operation, without a line end.
#[must_use]
pub fn body(random: &mut Random) -> String {
    let values = Values::new(random);
    let mut body = String::with_capacity(900);
    for piece in &*BODY {
        match piece {
            Piece::Text(text) => body.push_str(text),
            Piece::Field(path, unknown) => values.write(path, unknown, &mut body),
        }
    }
    body
}

/// The same with one thing wrong.
#[must_use]
pub fn broken(random: &mut Random) -> String {
    let body = body(random);
    match random.below(6) {
        0 => body.replacen(",\"result\":", ",\"resul\":", 1),
        1 => body.replacen("\"incarnation\":1", "\"incarnation\":\"1\"", 1),
        2 => body.replacen("\"meta_turn_id\":1", "\"meta_turn_id\":null", 1),
        3 => body.replacen("+08:00\",\"end_", "\",\"end_", 1),
        4 => body.replacen("\"successful\":true", "\"successful\":false", 1),
        _ => body[..body.len() - 100].to_owned(),
    }
}
