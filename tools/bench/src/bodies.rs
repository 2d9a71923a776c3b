//! Bodies as the server writes them, the same for the same seed: one task each,
//! about 855 bytes, consistent in themselves.

use std::fmt::Write as _;

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

/// A success of the tenant's operation, without a line end.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "the rate is a double on the server too"
)]
pub fn body(random: &mut Random) -> String {
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
    let end_scn = if ended { meta_scn + took * 1000 } else { 0 };
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
    let (trace, duration, job) = (random.next(), random.below(300), 1 + random.below(3000));
    let end = if ended {
        end.text()
    } else {
        ZERO_TIME.to_owned()
    };
    let mut body = String::with_capacity(900);
    // Writing to a string does not fail.
    let _ = write!(
        body,
        "{{\"successful\":true,\"timestamp\":\"{answered}\",\"duration\":{duration},\"status\":200,\
         \"traceId\":\"{trace:016x}\",\"data\":{{\"status\":{{\"tenant_id\":{tenant},\"task_id\":{set},\
         \"job_id\":{job},\"incarnation\":1,\"backup_set_id\":{set},\"start_timestamp\":\"{start}\",\
         \"end_timestamp\":\"{end}\",\"status\":\"{status}\",\"start_scn\":{start_scn},\
         \"end_scn\":{end_scn},\"user_ls_start_scn\":{meta_scn},\"encryption_mode\":\"NONE\",\
         \"input_bytes\":{input},\"output_bytes\":{output},\"output_rate_bytes\":{rate},\
         \"extra_meta_bytes\":0,\"tablet_count\":{tablets},\"finish_tablet_count\":{done_tablets},\
         \"macro_block_count\":{blocks},\"finish_macro_block_count\":{done_blocks},\"file_count\":0,\
         \"meta_turn_id\":1,\"data_turn_id\":0,\"result\":{result},\"comment\":\"{comment}\",\
         \"path\":\"oss://obshell-backup/cluster1/tenant{tenant}/backup/data?host=oss-cn-hangzhou-internal.aliyuncs.com\"}}}}}}",
        answered = answered.text(),
        start = start.text(),
    );
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
