//! Validators of JSON Schema, and our own readers, asked for a verdict on every
//! document of the corpus.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::Given;
use super::disagreements::{KNOWN, Validator};
use super::judged::{ASKED, Corpus, Judge};
use crate::contract::{Contract, Operation};
use crate::shops::{go, java, node, python};
use crate::table::{Table, Verdict};
use crate::workshop::{self, Outcome, Trouble, crate_version, succeed};

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
    let corpus = Corpus::judged(contract, &measure(contract)?, KNOWN)?;
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

    let file = write(&corpus, contract)?;
    match shops.node() {
        Ok(shop) => {
            for (validator, package) in [
                (Validator::Ajv, "ajv"),
                (Validator::Cfworker, "@cfworker/json-schema"),
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
            for (validator, package) in [
                (Validator::Python, "jsonschema"),
                (Validator::JsonschemaRs, "jsonschema_rs"),
                (Validator::Fastjsonschema, "fastjsonschema"),
            ] {
                let version = python::version(shop, package)?;
                table.ask(validator.name(), &version, ASKED, || {
                    let mut python = shop.command(python::bin(shop, "python"));
                    let out = succeed(python.arg(format!("validate_{package}.py")).arg(&file))?;
                    corpus.compare_output(validator, &out)
                });
            }
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
    match shops.java() {
        Ok(shop) => {
            let version = java::dependency(shop, "json-schema-validator")?;
            table.ask(Validator::Networknt.name(), &version, ASKED, || {
                let mut judge = shop.command("java");
                // The file is compiled in memory.
                judge.args([java::UTF_8, "-cp", "lib/*", "Networknt.java"]);
                corpus.compare_output(Validator::Networknt, &succeed(judge.arg(&file))?)
            });
        }
        Err(trouble) => table.not_run("validators in Java", trouble),
    }
    Ok(())
}

/// Writes what the validators in other languages read.
fn write(corpus: &Corpus<'_>, contract: &Contract) -> Outcome<PathBuf> {
    let schemas: Map<String, Value> = contract
        .operations
        .iter()
        .map(|operation| (operation.id.clone(), operation.schema.clone()))
        .collect();
    let documents: Vec<Value> = corpus
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
    use super::{KNOWN, NATIVE, measure};
    use std::sync::LazyLock;

    use crate::contract::Contract;
    use crate::corpus::{SAMPLE, VALID};
    use crate::rows::judged::Corpus;
    use crate::table::Verdict;

    static CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract::read().unwrap());
    static CORPUS: LazyLock<Corpus<'_>> =
        LazyLock::new(|| Corpus::judged(&CONTRACT, &measure(&CONTRACT).unwrap(), KNOWN).unwrap());

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
