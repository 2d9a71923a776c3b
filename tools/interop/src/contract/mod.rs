//! What is published: the operations of the OpenAPI document, and the samples of each.

pub(crate) mod samples;
pub(crate) mod schema;
mod typed;

use std::fs;

use serde_json::{Map, Value, json};

use crate::workshop::{Outcome, Trouble, committed};

/// The OpenAPI documents, by the version that they are written in.
pub(crate) const DOCUMENTS: [(&str, &str); 2] = [
    ("3.1", "openapi/obshell-backup.openapi.json"),
    ("3.0", "openapi/obshell-backup.openapi-3.0.json"),
];

const JSON: &str = "application/json";

/// A document in OpenAPI and what is derived from it.
pub(crate) struct Contract {
    pub(crate) document: Value,
    pub(crate) operations: Vec<Operation>,
}

/// An operation of the document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The kebab-case of the operationId, after which its samples and schemas are named.
    pub(crate) id: String,
    pub(crate) operation_id: String,
    pub(crate) method: String,
    pub(crate) path: String,
    about: Value,
    /// The published schema of its responses.
    pub(crate) schema: Value,
    /// The published schema of its requests.
    request_schema: Option<Value>,
}

impl Contract {
    /// Reads the document that the schemas are the same as in.
    pub(crate) fn read() -> Outcome<Self> {
        Self::of(DOCUMENTS[0].1)
    }

    /// Reads one of the documents.
    pub(crate) fn of(path: &str) -> Outcome<Self> {
        let document: Value = json_file(path)?;
        let mut operations = Vec::new();
        for (path, methods) in schema::members(&document["paths"]) {
            for (method, about) in schema::members(methods) {
                let Some(operation_id) = about["operationId"].as_str() else {
                    continue;
                };
                let id = kebab_case(operation_id);
                let request_schema = match about.get("requestBody") {
                    Some(_) => Some(json_file(&format!("schemas/v1/{id}.request.schema.json"))?),
                    None => None,
                };
                operations.push(Operation {
                    schema: json_file(&format!("schemas/v1/{id}.response.schema.json"))?,
                    request_schema,
                    operation_id: operation_id.to_owned(),
                    method: method.to_uppercase(),
                    path: path.clone(),
                    about: about.clone(),
                    id,
                });
            }
        }
        Ok(Self {
            document,
            operations,
        })
    }

    /// The component schemas that are objects with named fields: what generators make
    /// a type with fields of.
    pub(crate) fn structures(&self) -> impl Iterator<Item = (&String, &Map<String, Value>)> {
        let schemas = schema::members(&self.document["components"]["schemas"]);
        schemas.filter_map(|(name, schema)| Some((name, schema["properties"].as_object()?)))
    }

    /// The headers that authorize a request.
    pub(crate) fn security_headers(&self) -> impl Iterator<Item = &str> {
        let schemes = schema::members(&self.document["components"]["securitySchemes"]);
        schemes.filter_map(|(_, scheme)| scheme["name"].as_str())
    }
}

impl Operation {
    /// The schema of the response with a status.
    pub(crate) fn response(&self, status: u64) -> Option<&Value> {
        let responses = &self.about["responses"];
        let range = format!("{}XX", status / 100);
        let response = responses
            .get(status.to_string())
            .or_else(|| responses.get(range))
            .or_else(|| responses.get("default"));
        response?["content"][JSON].get("schema")
    }

    /// The statuses that a response is described for.
    pub(crate) fn statuses(&self) -> impl Iterator<Item = u64> {
        let responses = schema::members(&self.about["responses"]);
        responses.filter_map(|(status, _)| status.parse().ok())
    }

    /// The schema of the request, if it has a body.
    pub(crate) fn request(&self) -> Option<&Value> {
        self.about["requestBody"]["content"][JSON].get("schema")
    }

    /// Whether the published schema allows a request.
    pub(crate) fn may_send(&self, body: &Value) -> bool {
        let schema = self.request_schema.as_ref();
        schema.is_some_and(|schema| jsonschema::is_valid(schema, body))
    }

    pub(crate) fn summary(&self) -> &str {
        self.about["summary"].as_str().unwrap_or_default()
    }

    pub(crate) fn tag(&self) -> &str {
        self.about["tags"][0].as_str().unwrap_or_default()
    }

    /// The examples of its parameters, by where they are sent.
    pub(crate) fn parameters(&self) -> Value {
        let mut parameters = json!({"path": {}, "query": {}});
        for parameter in self.about["parameters"].as_array().into_iter().flatten() {
            if let (Some(place), Some(name)) =
                (parameter["in"].as_str(), parameter["name"].as_str())
            {
                parameters[place][name] = parameter["example"].clone();
            }
        }
        parameters
    }

    /// The parts that have a published schema, and these.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        let request = self.request_schema.as_ref();
        let request = request.map(|schema| ("request", schema));
        [("response", &self.schema)].into_iter().chain(request)
    }

    /// Where the schema of a part is published.
    pub(crate) fn schema_path(&self, part: &str) -> String {
        format!("schemas/v1/{}.{part}.schema.json", self.id)
    }

    /// The title of the schema of its requests.
    pub(crate) fn request_title(&self) -> &str {
        let schema = self.request_schema.as_ref();
        let title = schema.and_then(|schema| schema["title"].as_str());
        title.unwrap_or_default()
    }

    /// What the checked operation of the validator is.
    pub(crate) fn checked(&self) -> Outcome<obshell_validator::Operation> {
        let missing = |_| Trouble::Failed(format!("{} cannot be checked", self.id));
        self.id.parse().map_err(missing)
    }

    /// Whether the types read a body of it.
    pub(crate) fn types_read(&self, text: &str) -> bool {
        typed::reads(&self.id, text).unwrap_or(false)
    }
}

/// A name as many generators spell it: an abbreviation is a word.
pub(crate) fn camel_case(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut camel = String::new();
    for (at, &c) in chars.iter().enumerate() {
        let after_capital = at > 0 && chars[at - 1].is_uppercase();
        let before_small = chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && after_capital && !before_small {
            camel.extend(c.to_lowercase());
        } else {
            camel.push(c);
        }
    }
    camel
}

/// A committed JSON document.
fn json_file(path: &str) -> Outcome<Value> {
    let text = fs::read_to_string(committed(path)?)?;
    Ok(serde_json::from_str(&text)?)
}

/// The last part of the reference that a schema is.
pub(crate) fn component(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

fn kebab_case(camel_case: &str) -> String {
    let mut kebab = String::new();
    for c in camel_case.chars() {
        if c.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(c.to_lowercase());
    }
    kebab
}

#[cfg(test)]
mod tests {
    use super::{Contract, DOCUMENTS, camel_case, component, kebab_case};

    #[test]
    fn ids_are_in_kebab_case() {
        assert_eq!(kebab_case("tenantBackupOverview"), "tenant-backup-overview");
        assert_eq!(
            kebab_case("GetClusterUnfinishDags"),
            "get-cluster-unfinish-dags"
        );
    }

    #[test]
    fn abbreviations_are_words_in_camel_case() {
        assert_eq!(camel_case("DagDetailDTO"), "DagDetailDto");
        assert_eq!(camel_case("DagDetailDTOFailure"), "DagDetailDtoFailure");
        assert_eq!(camel_case("ApiError"), "ApiError");
    }

    #[test]
    fn both_documents_have_the_same_operations() {
        let [modern, older] = DOCUMENTS.map(|(_, path)| Contract::of(path).unwrap());
        assert!(!modern.operations.is_empty());
        for (operation, other) in modern.operations.iter().zip(&older.operations) {
            assert_eq!(operation.id, other.id);
            assert!(operation.checked().is_ok(), "{}", operation.id);
            let success = operation.response(200).and_then(component);
            assert!(success.is_some(), "{}", operation.id);
        }
        assert_eq!(modern.operations.len(), older.operations.len());
    }
}
