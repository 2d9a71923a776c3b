//! Validators of JSON Schema, and our own readers, asked for a verdict on every
//! document of the corpus.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::Given;
use super::disagreements::{self, Judged, KNOWN, Validator};
use crate::contract::{Contract, Operation};
use crate::corpus::{self, Document};
use crate::shops::{go, node, python};
use crate::table::{Table, Verdict};
use crate::workshop::{self, Outcome, Trouble, crate_version, succeed};

const SEED: u64 = 20_241_012;
pub(super) const ASKED: &str = "accept or refuse each document";

/// Whether one text is accepted for an operation.
type Judge = Box<dyn Fn(&Operation, &str) -> bool>;

/// Makes a judge that runs in this process.
type Native = (Validator, fn(&Contract) -> Outcome<Judge>);

/// The judges that run in this process, ours among them.
const NATIVE: &[Native] = &[
    (Validator::Types, |_| Ok(Box::new(Operation::types_read))),
    (Validator::Obshell, validator),
    (Validator::Boon, boon),
];

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let (contract, shops) = (given.contract, given.shops);
    let corpus = Corpus::judged(contract)?;
    let valid = corpus.expected.iter().filter(|&&valid| valid).count();
    let version = crate_version("jsonschema")?;
    table.ask(
        "jsonschema (Rust)",
        &version,
        "be the measure, and accept samples",
        || {
            corpus.samples_are_valid()?;
            Ok(Verdict::Agrees(format!(
                "{} documents, of which {valid} are valid",
                corpus.documents.len()
            )))
        },
    );

    for &(validator, judge) in NATIVE {
        let version = crate_version(validator.name())?;
        table.ask(validator.name(), &version, ASKED, || {
            Ok(corpus.compare_judge(validator, &judge(contract)?))
        });
    }

    let file = corpus.write(contract)?;
    match shops.node() {
        Ok(shop) => {
            for (validator, package) in [
                (Validator::Ajv, "ajv"),
                (Validator::Hyperjump, "@hyperjump/json-schema"),
                (Validator::Sourcemeta, "@sourcemeta/jsonschema"),
            ] {
                let name = validator.name();
                let version = node::version(shop, package)?;
                table.ask(name, &version, ASKED, || {
                    let mut node = shop.command("node");
                    let out = succeed(node.arg(format!("validate/{name}.mjs")).arg(&file))?;
                    corpus.compare_output(validator, &out)
                });
            }
        }
        Err(trouble) => table.not_run("validators in JavaScript", trouble),
    }
    match shops.python() {
        Ok(shop) => {
            let version = python::version(shop, "jsonschema")?;
            table.ask(Validator::Python.name(), &version, ASKED, || {
                let mut python = shop.command(python::bin(shop, "python"));
                let out = succeed(python.arg("validate.py").arg(&file))?;
                corpus.compare_output(Validator::Python, &out)
            });
        }
        Err(trouble) => table.not_run("validators in Python", trouble),
    }
    match shops.go() {
        Ok(shop) => {
            let module = "github.com/santhosh-tekuri/jsonschema/v6";
            let version = go::version(shop, module)?;
            table.ask(Validator::SanthoshTekuri.name(), &version, ASKED, || {
                let mut go = go::command(shop);
                let out = succeed(go.args(["run", "./validate"]).arg(&file))?;
                corpus.compare_output(Validator::SanthoshTekuri, &out)
            });
        }
        Err(trouble) => table.not_run("validators in Go", trouble),
    }
    Ok(())
}

struct Corpus<'c> {
    documents: Vec<Document<'c>>,
    /// What the published schema says.
    expected: Vec<bool>,
}

impl<'c> Corpus<'c> {
    fn judged(contract: &'c Contract) -> Outcome<Self> {
        let measure = measure(contract)?;
        let documents = corpus::documents(contract, SEED)?;
        let expected = documents
            .iter()
            .map(|document| measure(document.operation, &document.text))
            .collect();
        Ok(Self {
            documents,
            expected,
        })
    }

    fn samples_are_valid(&self) -> Outcome<()> {
        for (document, expected) in self.documents.iter().zip(&self.expected) {
            if document.change == corpus::SAMPLE && !expected {
                return Err(Trouble::Failed(format!("refuses {}", document.text)));
            }
        }
        Ok(())
    }

    /// Writes what the validators in other languages read.
    fn write(&self, contract: &Contract) -> Outcome<PathBuf> {
        let schemas: Map<String, Value> = contract
            .operations
            .iter()
            .map(|operation| (operation.id.clone(), operation.schema.clone()))
            .collect();
        let documents: Vec<Value> = self
            .documents
            .iter()
            .map(|document| json!({"operation": document.operation.id, "text": document.text}))
            .collect();
        let file = workshop::scratch()?.join("corpus.json");
        fs::write(
            &file,
            json!({"schemas": schemas, "documents": documents}).to_string(),
        )?;
        Ok(file)
    }

    fn compare_judge(&self, validator: Validator, judge: &Judge) -> Verdict {
        let documents = self.documents.iter();
        let accepted = documents.map(|document| judge(document.operation, &document.text));
        self.compare(validator, accepted)
    }

    /// Compares verdicts printed as an array of booleans.
    fn compare_output(&self, validator: Validator, out: &str) -> Outcome<Verdict> {
        let accepted: Vec<bool> = serde_json::from_str(out)?;
        Ok(self.compare(validator, accepted.into_iter()))
    }

    fn compare(&self, validator: Validator, accepted: impl Iterator<Item = bool>) -> Verdict {
        let accepted: Vec<bool> = accepted.collect();
        let count = self.documents.len();
        if accepted.len() != count {
            return Verdict::Differs(format!("{} verdicts on {count} documents", accepted.len()));
        }
        let judged = (0..count).map(|at| Judged {
            change: self.documents[at].change,
            text: &self.documents[at].text,
            expected: said(self.expected[at]),
            found: said(accepted[at]),
        });
        match disagreements::explain(validator, KNOWN, judged) {
            Ok(0) => Verdict::Agrees(format!("{count} documents")),
            Ok(explained) => Verdict::Agrees(format!(
                "{count} documents, but for {explained} of known cause"
            )),
            Err(message) => Verdict::Differs(message),
        }
    }
}

fn said(accepts: bool) -> disagreements::Verdict {
    if accepts {
        disagreements::Verdict::Accepts
    } else {
        disagreements::Verdict::Refuses
    }
}

/// One judge for each operation.
fn by_operation<V: 'static>(
    contract: &Contract,
    mut validator: impl FnMut(&Operation) -> Outcome<V>,
    is_valid: fn(&V, &str) -> bool,
) -> Outcome<Judge> {
    let mut validators = BTreeMap::new();
    for operation in &contract.operations {
        validators.insert(operation.id.clone(), validator(operation)?);
    }
    Ok(Box::new(move |operation, text| {
        is_valid(&validators[&operation.id], text)
    }))
}

/// The published schemas with `format` asserted, which everything is compared with.
fn measure(contract: &Contract) -> Outcome<Judge> {
    let compile = |operation: &Operation| {
        jsonschema::draft202012::options()
            .should_validate_formats(true)
            .build(&operation.schema)
            .map_err(|error| Trouble::Failed(error.to_string()))
    };
    by_operation(contract, compile, |validator, text| {
        serde_json::from_str(text).is_ok_and(|value: Value| validator.is_valid(&value))
    })
}

/// Accepts where text and structure hold and the outcome fits the members. What
/// else the parts say of each other is beyond a schema.
fn validator(contract: &Contract) -> Outcome<Judge> {
    use obshell_validator::{Category, Validator};

    let validator = |operation: &Operation| Ok(Validator::for_operation(operation.checked()?));
    by_operation(contract, validator, |validator, text| {
        let report = validator.check(text.as_bytes());
        !report.findings().iter().any(|finding| {
            let rule = finding.rule();
            matches!(rule.category(), Category::Text | Category::Structure)
                || rule.id() == "outcome-contradiction"
        })
    })
}

fn boon(contract: &Contract) -> Outcome<Judge> {
    let compile = |operation: &Operation| {
        let mut ready = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.enable_format_assertions();
        let id = operation.schema["$id"].as_str().unwrap_or_default();
        let failed = |error: boon::CompileError| Trouble::Failed(error.to_string());
        compiler
            .add_resource(id, operation.schema.clone())
            .map_err(failed)?;
        let index = compiler.compile(id, &mut ready).map_err(failed)?;
        Ok((ready, index))
    };
    by_operation(contract, compile, |(ready, index), text| {
        serde_json::from_str(text).is_ok_and(|value: Value| ready.validate(&value, *index).is_ok())
    })
}

#[cfg(test)]
mod tests {
    use super::{Corpus, NATIVE};
    use std::sync::LazyLock;

    use crate::contract::Contract;
    use crate::corpus::{SAMPLE, VALID};
    use crate::table::Verdict;

    static CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::read().unwrap());
    static CORPUS: LazyLock<Corpus<'_>> = LazyLock::new(|| Corpus::judged(&CONTRACT).unwrap());

    #[test]
    fn what_was_not_changed_is_valid_and_much_of_the_rest_is_not() {
        let mut refused = 0;
        for (document, valid) in CORPUS.documents.iter().zip(&CORPUS.expected) {
            let unchanged = [SAMPLE, VALID].contains(&document.change);
            assert!(*valid || !unchanged, "{}", document.text);
            refused += usize::from(!valid);
        }
        let accepted = CORPUS.expected.len() - refused;
        assert!(
            accepted > 1000 && refused > 1000,
            "{accepted} and {refused}"
        );
    }

    #[test]
    fn the_readers_of_this_process_agree() {
        for (validator, judge) in NATIVE {
            let verdict = CORPUS.compare_judge(*validator, &judge(&CONTRACT).unwrap());
            assert!(
                matches!(verdict, Verdict::Agrees(_)),
                "{validator:?}: {verdict:?}"
            );
        }
    }

    #[test]
    fn a_judge_that_takes_all_does_not_agree() {
        for (validator, _) in NATIVE {
            let verdict = CORPUS.compare(*validator, CORPUS.expected.iter().map(|_| true));
            assert!(matches!(verdict, Verdict::Differs(_)), "{validator:?}");
        }
    }
}
