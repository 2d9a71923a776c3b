//! Validators of JSON Schema, and our own readers, asked for a verdict on every
//! document of the corpus.

use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use crate::corpus::{self, Document};
use crate::disagreements::{self, Judged, KNOWN, Validator};
use crate::operation::Operation;
use crate::table::{Table, Verdict};
use crate::workshop::{self, Outcome, Trouble, succeed};
use crate::{Shops, crate_version};

const SEED: u64 = 20_241_012;
const ASKED: &str = "accept or refuse each document";

/// Whether one text is accepted for an operation.
type Judge = Box<dyn Fn(Operation, &str) -> bool>;

/// Makes a judge that runs in this process.
type Native = (Validator, fn(&Schemas) -> Outcome<Judge>);

/// The judges that run in this process, ours among them.
const NATIVE: &[Native] = &[
    (Validator::Types, |_| Ok(Box::new(types))),
    (Validator::Obshell, |_| Ok(validator())),
    (Validator::Boon, boon),
];

pub(crate) fn rows(shops: &Shops, table: &mut Table) -> Outcome<()> {
    let schemas = Schemas::read()?;
    let corpus = Corpus::judged(&schemas)?;
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
            Ok(corpus.compare_judge(validator, &judge(&schemas)?))
        });
    }

    let file = corpus.write(&schemas)?;
    match shops.node() {
        Ok(shop) => {
            for (validator, package) in [
                (Validator::Ajv, "ajv"),
                (Validator::Hyperjump, "@hyperjump/json-schema"),
                (Validator::Sourcemeta, "@sourcemeta/jsonschema"),
            ] {
                let name = validator.name();
                let version = crate::typescript::version(shop, package)?;
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
            let version = crate::python::version(shop, "jsonschema")?;
            table.ask(Validator::Python.name(), &version, ASKED, || {
                let mut python = shop.command(crate::python::bin(shop, "python"));
                let out = succeed(python.arg("validate.py").arg(&file))?;
                corpus.compare_output(Validator::Python, &out)
            });
        }
        Err(trouble) => table.not_run("validators in Python", trouble),
    }
    match shops.go() {
        Ok(shop) => {
            let module = "github.com/santhosh-tekuri/jsonschema/v6";
            let version = crate::go::version(shop, module)?;
            table.ask(Validator::SanthoshTekuri.name(), &version, ASKED, || {
                let mut go = crate::go::command(shop);
                let out = succeed(go.args(["run", "./validate"]).arg(&file))?;
                corpus.compare_output(Validator::SanthoshTekuri, &out)
            });
        }
        Err(trouble) => table.not_run("validators in Go", trouble),
    }
    Ok(())
}

struct Corpus {
    documents: Vec<Document>,
    /// What the published schema says.
    expected: Vec<bool>,
}

impl Corpus {
    fn judged(schemas: &Schemas) -> Outcome<Self> {
        let measure = measure(schemas)?;
        let documents = corpus::documents(SEED)?;
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
    fn write(&self, schemas: &Schemas) -> Outcome<PathBuf> {
        let schemas: Map<String, Value> = Operation::ALL
            .into_iter()
            .map(|operation| (operation.name().into(), schemas.of(operation).clone()))
            .collect();
        let documents: Vec<Value> = self
            .documents
            .iter()
            .map(|document| json!({"operation": document.operation.name(), "text": document.text}))
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

/// The published schemas.
struct Schemas {
    tenant: Value,
    cluster: Value,
}

impl Schemas {
    fn read() -> Outcome<Self> {
        let read = |operation: Operation| -> Outcome<Value> {
            let text = fs::read_to_string(workshop::committed(&operation.schema())?)?;
            Ok(serde_json::from_str(&text)?)
        };
        Ok(Self {
            tenant: read(Operation::Tenant)?,
            cluster: read(Operation::Cluster)?,
        })
    }

    fn of(&self, operation: Operation) -> &Value {
        match operation {
            Operation::Tenant => &self.tenant,
            Operation::Cluster => &self.cluster,
        }
    }
}

/// The published schemas with `format` asserted, which everything is compared with.
fn measure(schemas: &Schemas) -> Outcome<Judge> {
    let compile = |operation: Operation| -> Outcome<jsonschema::Validator> {
        jsonschema::draft202012::options()
            .should_validate_formats(true)
            .build(schemas.of(operation))
            .map_err(|error| Trouble::Failed(error.to_string()))
    };
    let (tenant, cluster) = (compile(Operation::Tenant)?, compile(Operation::Cluster)?);
    Ok(Box::new(move |operation, text| {
        let schema = match operation {
            Operation::Tenant => &tenant,
            Operation::Cluster => &cluster,
        };
        serde_json::from_str(text).is_ok_and(|value: Value| schema.is_valid(&value))
    }))
}

fn types(operation: Operation, text: &str) -> bool {
    operation.read(text).is_ok()
}

/// Accepts where text and structure hold and the outcome fits the members. What
/// else the parts say of each other is beyond a schema.
fn validator() -> Judge {
    use obshell_validator::{Category, Operation as Checked, Validator};

    let tenant =
        Validator::for_operation(Checked::of::<obshell_types::operations::TenantBackupOverview>());
    let cluster = Validator::for_operation(Checked::of::<
        obshell_types::operations::ObclusterBackupOverview,
    >());
    Box::new(move |operation, text| {
        let validator = match operation {
            Operation::Tenant => &tenant,
            Operation::Cluster => &cluster,
        };
        let report = validator.check(text.as_bytes());
        !report.findings().iter().any(|finding| {
            let rule = finding.rule();
            matches!(rule.category(), Category::Text | Category::Structure)
                || rule.id() == "outcome-contradiction"
        })
    })
}

fn boon(schemas: &Schemas) -> Outcome<Judge> {
    let mut ready = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.enable_format_assertions();
    let mut compile = |operation: Operation| -> Outcome<boon::SchemaIndex> {
        let schema = schemas.of(operation);
        let id = schema["$id"].as_str().unwrap_or_default();
        let failed = |error: boon::CompileError| Trouble::Failed(error.to_string());
        compiler.add_resource(id, schema.clone()).map_err(failed)?;
        compiler.compile(id, &mut ready).map_err(failed)
    };
    let (tenant, cluster) = (compile(Operation::Tenant)?, compile(Operation::Cluster)?);
    Ok(Box::new(move |operation, text| {
        let index = match operation {
            Operation::Tenant => tenant,
            Operation::Cluster => cluster,
        };
        serde_json::from_str(text).is_ok_and(|value: Value| ready.validate(&value, index).is_ok())
    }))
}

#[cfg(test)]
mod tests {
    use super::{Corpus, NATIVE, Schemas};
    use crate::corpus::{SAMPLE, VALID};
    use crate::table::Verdict;

    #[test]
    fn what_was_not_changed_is_valid_and_much_of_the_rest_is_not() {
        let corpus = Corpus::judged(&Schemas::read().unwrap()).unwrap();
        let mut refused = 0;
        for (document, valid) in corpus.documents.iter().zip(&corpus.expected) {
            let unchanged = [SAMPLE, VALID].contains(&document.change);
            assert!(*valid || !unchanged, "{}", document.text);
            refused += usize::from(!valid);
        }
        let accepted = corpus.expected.len() - refused;
        assert!(
            accepted > 1000 && refused > 1000,
            "{accepted} and {refused}"
        );
    }

    #[test]
    fn the_readers_of_this_process_agree() {
        let schemas = Schemas::read().unwrap();
        let corpus = Corpus::judged(&schemas).unwrap();
        for (validator, judge) in NATIVE {
            let verdict = corpus.compare_judge(*validator, &judge(&schemas).unwrap());
            assert!(
                matches!(verdict, Verdict::Agrees(_)),
                "{validator:?}: {verdict:?}"
            );
        }
    }

    #[test]
    fn a_judge_that_takes_all_does_not_agree() {
        let schemas = Schemas::read().unwrap();
        let corpus = Corpus::judged(&schemas).unwrap();
        for (validator, _) in NATIVE {
            let verdict = corpus.compare(*validator, corpus.expected.iter().map(|_| true));
            assert!(matches!(verdict, Verdict::Differs(_)), "{validator:?}");
        }
    }
}
