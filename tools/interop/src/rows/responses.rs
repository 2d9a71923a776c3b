//! Validators of responses by OpenAPI, asked for a verdict on every document of the corpus
//! as the body of a response.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::Given;
use super::disagreements::{KNOWN_OF_RESPONSES, Validator};
use super::judged::{Corpus, Judge};
use crate::contract::{Contract, DOCUMENTS, Operation, component};
use crate::shops::go::{command, version};
use crate::table::Table;
use crate::workshop::{self, Outcome, Trouble, committed, succeed};

/// A module, its program, and how its verdicts by each of the documents are listed.
const JUDGES: [(&str, &str, [Validator; 2]); 2] = [
    (
        "github.com/getkin/kin-openapi",
        "kinopenapi",
        [Validator::KinOpenapi31, Validator::KinOpenapi30],
    ),
    (
        "github.com/pb33f/libopenapi-validator",
        "libopenapi",
        [Validator::Libopenapi31, Validator::Libopenapi30],
    ),
];

pub(crate) fn rows(given: &Given<'_>, table: &mut Table) -> Outcome<()> {
    let shop = given.shops.go().map_err(Clone::clone)?;
    let corpus = Corpus::judged(
        given.contract,
        &measure(given.contract)?,
        KNOWN_OF_RESPONSES,
    )?;
    corpus.samples_are_valid()?;
    let file = write(&corpus)?;
    for (module, program, validators) in JUDGES {
        let version = version(shop, module)?;
        let name = module.rsplit('/').next().unwrap_or_default();
        for ((openapi, document), validator) in DOCUMENTS.into_iter().zip(validators) {
            let document = committed(document)?;
            let asked = format!("{openapi}: accept or refuse each response");
            table.ask(name, &version, &asked, || {
                let mut judge = command(shop);
                judge.arg("run").arg(format!("./responses/{program}"));
                let out = succeed(judge.arg(&document).arg(&file))?;
                corpus.compare_output(validator, &out)
            });
        }
    }
    Ok(())
}

/// The status of the response that a text is the body of: the one that it names itself, if
/// the document describes that.
fn status(operation: &Operation, text: &str) -> u64 {
    let body: Value = serde_json::from_str(text).unwrap_or_default();
    let status = body["status"].as_u64().unwrap_or_default();
    let is_failure = body["successful"] == false;
    let fits = (status >= 400) == is_failure && operation.response(status).is_some();
    match (fits, is_failure) {
        (true, _) => status,
        (false, true) => 500,
        (false, false) => 200,
    }
}

/// What the document of version 3.1 says of a body, with `format` asserted.
fn measure(contract: &Contract) -> Outcome<Judge> {
    let schemas = contract.operations.iter().flat_map(|operation| {
        let statuses = operation.statuses();
        statuses.filter_map(|status| component(operation.response(status)?))
    });
    let mut validators = BTreeMap::new();
    for name in schemas {
        let schema = json!({
            "$ref": format!("#/components/schemas/{name}"),
            "components": contract.document["components"],
        });
        let validator = jsonschema::draft202012::options()
            .should_validate_formats(true)
            .build(&schema)
            .map_err(|error| Trouble::Failed(error.to_string()))?;
        validators.insert(name.to_owned(), validator);
    }
    Ok(Box::new(move |operation, text| {
        let schema = operation.response(status(operation, text));
        let validator = schema
            .and_then(component)
            .and_then(|name| validators.get(name));
        let body: Option<Value> = serde_json::from_str(text).ok();
        validator
            .zip(body)
            .is_some_and(|(validator, body)| validator.is_valid(&body))
    }))
}

/// Writes the responses for the programs.
fn write(corpus: &Corpus<'_>) -> Outcome<PathBuf> {
    let responses = corpus.documents.iter().map(|document| {
        let operation = document.operation;
        let parameters = operation.parameters();
        let mut path = operation.path.clone();
        for (name, value) in crate::contract::schema::members(&parameters["path"]) {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            path = path.replace(&format!("{{{name}}}"), &value);
        }
        json!({
            "method": operation.method,
            "path": format!("http://127.0.0.1:2886{path}"),
            "status": status(operation, &document.text),
            "text": document.text,
        })
    });
    let file = workshop::scratch()?.join("responses.json");
    fs::write(
        &file,
        Value::from(responses.collect::<Vec<_>>()).to_string(),
    )?;
    Ok(file)
}
