//! The arguments of the command.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;

use clap::{Args, Parser, Subcommand, ValueEnum};
use obshell_validator::input::Format as InputFormat;
use obshell_validator::{Operation, Severity, Validator};

/// Check responses and requests of obshell's backup API against their contract
#[derive(Parser)]
#[command(name = crate::NAME, version)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Check responses and requests
    #[command(after_help = EXIT_CODES)]
    Check(Check),
    /// Ask an agent and check its response
    #[cfg(feature = "fetch")]
    #[command(allow_missing_positional = true, after_help = crate::fetch::AFTER_HELP)]
    Fetch(Box<crate::fetch::Fetch>),
    /// List the rules
    Rules {
        /// Output format
        #[arg(long, value_enum, default_value_t = ListFormat::Text)]
        format: ListFormat,
    },
    /// Print the documentation of a rule
    Explain {
        /// Rule id, such as wrong-type
        rule: String,
    },
    /// Print a JSON Schema, or list all schema names
    Schema {
        /// Schema name
        name: Option<String>,
    },
    /// Generate a shell completion script
    Completions {
        /// Shell to generate it for
        shell: clap_complete::Shell,
    },
}

const EXIT_CODES: &str = "\
Exit codes:
  0  every document was checked, and no finding has the --fail-on severity or a higher one
  1  at least one finding has
  2  invalid usage, or a problem: something could not be checked, or nothing was (takes precedence
     over 1)

Settings:
  The nearest obshell-validator.toml, in the working directory or a parent, can set the lists
  `allow`, `warn` and `deny`. Options are applied after it. Within each of the two, a rule id
  overrides its category, and deny overrides warn overrides allow.";

#[derive(Args)]
pub(crate) struct Check {
    /// Files or directories to check; - or no path reads standard input. Directories are searched
    /// recursively for *.json, *.ndjson, *.jsonl and *.har, optionally with .gz; reports of earlier
    /// runs in them are skipped
    pub(crate) paths: Vec<PathBuf>,
    /// Operation that the documents belong to; HAR entries are matched by their request [default:
    /// the operation that a directory is named after, or the only one that a single document's
    /// payload fits]
    #[arg(long, value_name = "ID", value_parser = operation())]
    pub(crate) operation: Option<Operation>,
    /// Check request bodies of this operation as the server would, before they are sent; HAR files
    /// have both sides
    #[arg(long, value_name = "ID", value_parser = operation(), conflicts_with = "operation")]
    pub(crate) request: Option<Operation>,
    /// Input format: json, ndjson or har; overrides file names and content [default: by file name
    /// or content, otherwise json]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) input: Option<InputFormat>,
    #[command(flatten)]
    pub(crate) reporting: Reporting,
    /// Number of threads for NDJSON, at least 1 [default: number of cores]
    #[arg(long, value_name = "NUMBER", value_parser = jobs)]
    pub(crate) jobs: Option<NonZeroUsize>,
}

impl Check {
    pub(crate) fn jobs(&self) -> usize {
        let given = self.jobs.or_else(|| thread::available_parallelism().ok());
        given.map_or(1, NonZeroUsize::get)
    }
}

/// What is reported, and where.
#[derive(Args)]
pub(crate) struct Reporting {
    /// Output format on standard output [default: text]
    #[arg(long, value_enum)]
    pub(crate) format: Option<OutputFormat>,
    /// Also write output in this format to a file, - for standard output; can be repeated
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    pub(crate) output: Vec<Output>,
    /// Colors on standard output
    #[arg(long, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
    /// Lowest severity that makes the command exit with 1
    #[arg(long, default_value = "error", value_name = "SEVERITY", value_parser = severity())]
    pub(crate) fail_on: Severity,
    /// Suppress the findings of a rule or category
    #[arg(long, value_name = "RULE|CATEGORY")]
    pub(crate) allow: Vec<String>,
    /// Report the findings of a rule or category as warnings
    #[arg(long, value_name = "RULE|CATEGORY")]
    pub(crate) warn: Vec<String>,
    /// Report the findings of a rule or category as errors
    #[arg(long, value_name = "RULE|CATEGORY")]
    pub(crate) deny: Vec<String>,
    /// Maximum size of a document in bytes; accepts the suffixes K, M and G
    #[arg(long, value_name = "SIZE", default_value_t = Validator::MAX_DOCUMENT, value_parser = size)]
    pub(crate) max_document: usize,
    /// Do not mask values that may be secret
    #[arg(long)]
    pub(crate) show_values: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum OutputFormat {
    /// Human-readable text
    Text,
    /// One JSON object with summary, problems and findings
    Json,
    /// One JSON finding per line, summary last
    Ndjson,
    /// GitHub Actions annotations
    Github,
    /// SARIF 2.1.0
    Sarif,
    /// `JUnit` XML, one test case per document
    Junit,
}

/// When to use colors.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On terminals, unless `NO_COLOR` is set or TERM is dumb
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A report that goes to a file.
#[derive(Clone)]
pub(crate) struct Output {
    pub(crate) format: OutputFormat,
    pub(crate) path: PathBuf,
}

fn output(text: &str) -> Result<Output, String> {
    let (format, path) = text
        .split_once('=')
        .filter(|(_, path)| !path.is_empty())
        .ok_or("expected FORMAT=FILE")?;
    let format = OutputFormat::from_str(format, false).map_err(|_| {
        let formats = OutputFormat::value_variants().iter();
        let names = formats.filter_map(ValueEnum::to_possible_value);
        let names: Vec<String> = names.map(|name| name.get_name().to_owned()).collect();
        format!(
            "unknown format `{format}`, expected one of {}",
            names.join(", ")
        )
    })?;
    Ok(Output {
        format,
        path: path.into(),
    })
}

fn jobs(text: &str) -> Result<NonZeroUsize, &'static str> {
    text.parse()
        .map_err(|_| "expected number of threads, 1 or more")
}

fn operation() -> impl clap::builder::TypedValueParser<Value = Operation> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(Operation::all().map(Operation::id))
        .try_map(|id| id.parse::<Operation>())
}

fn severity() -> impl clap::builder::TypedValueParser<Value = Severity> {
    use clap::builder::TypedValueParser as _;
    clap::builder::PossibleValuesParser::new(["error", "warning", "note"]).map(|name| {
        match name.as_str() {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            _ => Severity::Note,
        }
    })
}

fn size(text: &str) -> Result<usize, String> {
    let (number, unit) = match text.to_ascii_uppercase() {
        text if text.ends_with('K') => (text, 1 << 10),
        text if text.ends_with('M') => (text, 1 << 20),
        text if text.ends_with('G') => (text, 1 << 30),
        text => (text, 1),
    };
    let digits = number.trim_end_matches(['K', 'M', 'G']);
    let number: usize = digits
        .parse()
        .map_err(|_| "expected number of bytes, such as 16M".to_owned())?;
    number
        .checked_mul(unit)
        .ok_or_else(|| "size is too large for this platform".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Arguments, size};

    #[test]
    fn the_arguments_are_well_formed() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("512"), Ok(512));
        assert_eq!(size("16M"), Ok(16 << 20));
        assert_eq!(size("1k"), Ok(1 << 10));
        assert!(size("16MB").is_err());
        assert!(size("-1").is_err());
        assert!(size("99999999999G").is_err());
    }
}
