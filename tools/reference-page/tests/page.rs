//! The reference page holds everything, and holds together.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use obshell_types::operations;
use obshell_types::{BackupStatus, EncryptionMode, NamedError, NumericError};
use obshell_validator::{Rule, rules};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn page() -> String {
    fs::read_to_string(root().join("openapi/index.html")).expect("it is committed")
}

fn document() -> Value {
    let path = root().join("openapi/obshell-backup.openapi.json");
    let text = fs::read_to_string(path).expect("it is committed");
    serde_json::from_str(&text).expect("it is JSON")
}

/// The start tags of the page, but for what is inside style and script.
fn tags(page: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').expect("a tag ends");
        rest = after;
        for raw in ["style", "script"] {
            if tag == raw {
                let end = format!("</{raw}>");
                rest = rest.split_once(&*end).expect("it ends").1;
            }
        }
        if !tag.starts_with(['/', '!']) {
            tags.push(tag);
        }
    }
    tags
}

fn attribute<'p>(tag: &'p str, name: &str) -> Option<&'p str> {
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(after.split_once('"')?.0)
}

fn ids(page: &str) -> Vec<&str> {
    let tags = tags(page).into_iter();
    tags.filter_map(|tag| attribute(tag, "id")).collect()
}

fn links(page: &str) -> Vec<&str> {
    let tags = tags(page).into_iter();
    tags.filter_map(|tag| attribute(tag, "href")).collect()
}

/// What a reader sees of an element, with runs of blanks as one.
fn shown(page: &str, id: &str) -> String {
    as_text(inner(page, id))
}

/// What is inside an element, up to the first end of a part of the page.
fn inner<'p>(page: &'p str, id: &str) -> &'p str {
    let start = page
        .find(&format!("id=\"{id}\""))
        .unwrap_or_else(|| panic!("no {id}"));
    let rest = &page[start..];
    let rest = rest.split_once('>').expect("the tag ends").1;
    let end = ["</dd></div>", "</tr>", "</details>", "</section>"]
        .iter()
        .filter_map(|end| rest.find(end))
        .min()
        .expect("it ends");
    &rest[..end]
}

fn as_text(html: &str) -> String {
    single_blanks(&without_tags(html))
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    for (index, part) in html.split('<').enumerate() {
        let part = if index == 0 {
            part
        } else {
            part.split_once('>').expect("a tag ends").1
        };
        text.push_str(part);
    }
    for (escape, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        text = text.replace(escape, c);
    }
    text
}

fn plain(text: &str) -> String {
    single_blanks(&text.replace('`', ""))
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let page = page();
    let ids = ids(&page);
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len());
    let mut inside = 0;
    for link in links(&page) {
        if let Some(id) = link.strip_prefix('#') {
            inside += 1;
            assert!(unique.contains(id), "{link} leads nowhere");
        } else if link != "data:," {
            let (path, id) = link.split_once('#').unwrap_or((link, ""));
            let file = root().join("openapi").join(path);
            let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("{link}"));
            assert!(
                id.is_empty() || text.contains(&format!("\n## {id}\n")),
                "{link} leads nowhere"
            );
        }
    }
    assert!(inside > 100, "{inside} links");
}

#[test]
fn nothing_is_loaded() {
    let page = page();
    for tag in tags(&page) {
        for name in [
            "src", "srcset", "data", "poster", "action", "style", "onclick",
        ] {
            assert_eq!(attribute(tag, name), None, "<{tag}>");
        }
        if let Some(link) = attribute(tag, "href") {
            assert!(!link.contains("//"), "<{tag}>");
        }
    }
    let style = page
        .split_once("<style>")
        .and_then(|(_, rest)| rest.split_once("</style>"))
        .expect("it has a style")
        .0;
    for loads in ["url(", "@import", "@font-face", "image-set("] {
        assert!(!style.contains(loads), "{loads}");
    }
    assert!(page.contains("content=\"default-src 'none'; style-src 'sha256-"));
    assert!(!page.contains("unsafe"));
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let page = page();
    let mut last = 0;
    let mut first = 0;
    for tag in tags(&page) {
        let name = tag.split(' ').next().unwrap_or_default();
        let Some(level) = name
            .strip_prefix('h')
            .and_then(|level| level.parse::<u8>().ok())
        else {
            continue;
        };
        first += u8::from(level == 1);
        assert!(
            level <= last + 1,
            "<{tag}> follows a heading of level {last}"
        );
        last = level;
    }
    assert_eq!(first, 1);
}

#[test]
fn tables_have_headings_and_the_search_a_label() {
    let page = page();
    let tags = tags(&page);
    for tag in &tags {
        if *tag == "th" || tag.starts_with("th ") {
            assert!(attribute(tag, "scope").is_some(), "<{tag}>");
        }
        if tag.starts_with("input") {
            let id = attribute(tag, "id").expect("it has one");
            assert!(tags.iter().any(|tag| attribute(tag, "for") == Some(id)));
        }
    }
    assert!(tags.contains(&"html lang=\"en\""));
}

#[test]
fn every_operation_and_response_is_there() {
    let (page, document) = (page(), document());
    let text = as_text(&page);
    for (path, operations) in document["paths"].as_object().expect("an object") {
        for (method, operation) in operations.as_object().expect("an object") {
            let id = operation["operationId"].as_str().expect("it has one");
            let route = format!("{} {path}", method.to_uppercase());
            assert!(text.contains(&route), "{route}");
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let about = parameter["description"].as_str().expect("it has one");
                assert!(text.contains(&plain(about)), "{about}");
            }
            for (status, response) in operation["responses"].as_object().expect("an object") {
                let about = response["description"].as_str().expect("it has one");
                let there = shown(&page, &format!("{id}-{status}"));
                // The list of errors is in a table of its own.
                let about = about.lines().next().unwrap_or_default();
                assert!(there.contains(&plain(about)), "{there}");
            }
        }
    }
}

/// Every operation has its own errors beside its responses, as links to their rows, and a link to
/// those that it shares with all others.
#[test]
fn every_operation_links_its_errors() {
    let page = page();
    let everywhere = |error: &NamedError| {
        let mut all = operations::all().iter();
        all.all(|operation| operation.errors().any(|known| known == error))
    };
    let mut own = 0;
    for operation in operations::all() {
        for error in operation.errors() {
            let id = format!("id=\"{}-{}\"", operation.operation_id, error.http_status);
            let response = page.split_once(&id).expect("it is there").1;
            let response = response.split_once("</section>").expect("it ends").0;
            let targets = links(response);
            if everywhere(error) {
                let group = format!("#errors-{}", error.http_status);
                assert!(targets.contains(&&*group), "{id} {group}");
            } else {
                own += 1;
                let leads = targets.iter().any(|link| {
                    let row = link.strip_prefix('#').map(|id| shown(&page, id));
                    row.is_some_and(|row| {
                        row.starts_with(error.err_code) && row.contains(&plain(error.when))
                    })
                });
                assert!(leads, "{id} {}", error.err_code);
            }
        }
    }
    assert!(own > 50, "{own} errors");
}

/// The numbers and strings of a JSON text, as they are written.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '"' {
            let mut escaped = false;
            let end = rest[1..].find(|c| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends
            });
            end.expect("the string ends") + 2
        } else if c.is_ascii_alphanumeric() || c == '-' {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c));
            end.unwrap_or(rest.len())
        } else {
            rest = &rest[c.len_utf8()..];
            continue;
        };
        tokens.push(rest[..length].to_owned());
        rest = &rest[length..];
    }
    tokens
}

/// The names of the requests that the document gives an operation as examples.
fn request_examples(document: &Value, operation: &str) -> BTreeSet<String> {
    let paths = document["paths"].as_object().expect("an object").values();
    let mut all = paths.flat_map(|methods| methods.as_object().expect("an object").values());
    let about = all.find(|about| about["operationId"] == operation);
    let examples = &about.expect("it is there")["requestBody"]["content"]["application/json"];
    let examples = examples["examples"].as_object().into_iter().flatten();
    examples.map(|(name, _)| name.clone()).collect()
}

#[test]
fn every_sample_is_there_to_the_digit() {
    let (page, document) = (page(), document());
    let mut samples = 0;
    for operation in operations::all() {
        let (has_request, folder) = (operation.has_request, operation.id);
        let operation = operation.operation_id;
        let mut requests = request_examples(&document, operation);
        assert_eq!(requests.is_empty(), !has_request, "{operation}");
        let files = fs::read_dir(root().join("samples").join(folder)).expect("it is there");
        for file in files {
            let path = file.expect("it can be read").path();
            if path.extension().is_none_or(|ending| ending != "json") {
                continue;
            }
            let name = path
                .file_stem()
                .and_then(|name| name.to_str())
                .expect("ASCII");
            // A request that the schema refuses is no example of one.
            let label = name.strip_suffix(".request").unwrap_or(name);
            if label != name && !requests.remove(label) {
                continue;
            }
            samples += 1;
            let text = fs::read_to_string(&path).expect("it can be read");
            // The page shows characters where the server escapes them.
            let text = text
                .replace("\\u0026", "&")
                .replace("\\u003c", "<")
                .replace("\\u003e", ">");
            let there = without_tags(inner(&page, &format!("{operation}.{name}")));
            let there = there.strip_prefix(label).expect("its name comes first");
            assert_eq!(tokens(there), tokens(&text), "{name}");
        }
        assert!(requests.is_empty(), "{operation}: {requests:?}");
    }
    assert!(samples > 100, "{samples} samples");
}

#[test]
fn every_field_is_there_with_type_unit_and_meaning() {
    let (page, document) = (page(), document());
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("an object");
    let mut fields = 0;
    for (name, schema) in schemas {
        for (member, about) in schema["properties"].as_object().into_iter().flatten() {
            fields += 1;
            let there = shown(&page, &format!("{name}.{member}"));
            assert!(there.starts_with(member.as_str()), "{there}");
            let kinds = kinds(about);
            assert!(!kinds.is_empty(), "{name}.{member} has no type");
            for kind in kinds {
                assert!(there.contains(kind), "{name}.{member}: {kind}\n{there}");
            }
            let unit = about["x-unit"].as_str().unwrap_or_default();
            let description = about["description"].as_str().expect("it has one");
            let meaning = description
                .split("\n\nDocumented otherwise")
                .next()
                .unwrap_or_default();
            for part in [unit, &plain(meaning)] {
                assert!(there.contains(part), "{name}.{member}: {part}\n{there}");
            }
            for example in about["examples"].as_array().into_iter().flatten() {
                assert!(there.contains(&example.to_string()), "{there}");
            }
            let required = schema["required"]
                .as_array()
                .is_some_and(|required| required.contains(&member.as_str().into()));
            assert_eq!(there.contains("may be left out"), !required, "{there}");
        }
    }
    assert!(fields > 150, "{fields} fields");
}

/// The names of all types and schemas that a value can have.
fn kinds(schema: &Value) -> Vec<&str> {
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().into_iter().collect();
    }
    if let Some(choices) = schema["anyOf"].as_array() {
        return choices.iter().flat_map(kinds).collect();
    }
    let mut all: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        kind => kind.as_str().into_iter().collect(),
    };
    if let Some(items) = schema.get("items") {
        all.extend(kinds(items));
    }
    all
}

/// Another name of a schema included.
#[test]
fn every_schema_has_a_section() {
    let (page, document) = (page(), document());
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("an object");
    for (name, schema) in schemas {
        let there = shown(&page, name);
        assert!(there.starts_with(name.as_str()), "{there}");
        let about = schema["description"].as_str().unwrap_or_default();
        let about = about.split("\n\n").next().unwrap_or_default();
        assert!(there.contains(&plain(about)), "{name}: {about}");
    }
}

#[test]
fn either_header_is_enough() {
    let page = page();
    for operation in operations::all() {
        let start = format!("<section id=\"{}\">", operation.operation_id);
        let section = page.split_once(&start).expect("it is there").1;
        let section = as_text(section.split_once("<h4>Responses").expect("it ends").0);
        for part in [
            "X-OCS-Header or X-OCS-Agent-Header string in the header",
            "One of them is needed over TCP",
        ] {
            assert!(section.contains(part), "{part}: {section}");
        }
    }
}

/// A number without a unit is a name, a turn, a place in an order, a status, a kind or an error.
#[test]
fn every_amount_has_a_unit() {
    let document = document();
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("an object");
    for (name, schema) in schemas {
        for (member, about) in schema["properties"].as_object().into_iter().flatten() {
            let number = kinds(about)
                .iter()
                .any(|kind| ["integer", "number"].contains(kind));
            let amount = number
                && !member.ends_with("_id")
                && ![
                    "incarnation",
                    "result",
                    "status",
                    "code",
                    "port",
                    "stage",
                    "number",
                    "maintenance_type",
                ]
                .contains(&member.as_str());
            assert_eq!(about.get("x-unit").is_some(), amount, "{name}.{member}");
        }
    }
}

#[test]
fn every_deviation_is_told_with_its_field() {
    let page = page();
    let text = as_text(&page);
    for deviation in rules().filter_map(Rule::deviation) {
        for part in [deviation.documented, deviation.actual] {
            assert!(text.contains(&plain(part)), "{}: {part}", deviation.id);
        }
        let link = format!("../docs/deviations.md#{}", deviation.id);
        assert!(links(&page).contains(&&*link), "{link}");
    }
}

#[test]
fn every_value_has_a_meaning() {
    let page = page();
    let document = document();
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("an object");
    let mut open = BTreeMap::new();
    for (name, schema) in schemas {
        let values = schema["x-extensible-enum"].as_array().into_iter().flatten();
        let values: Vec<&str> = values.filter_map(Value::as_str).collect();
        if !values.is_empty() {
            open.insert(name.as_str(), values);
        }
    }
    assert!(open.len() > 10, "{open:?}");
    assert_eq!(open["BackupStatus"], BackupStatus::KNOWN);
    assert_eq!(open["EncryptionMode"], EncryptionMode::KNOWN);
    for (name, known) in open {
        for value in known {
            let id = if value.is_empty() { "empty" } else { value };
            let there = shown(&page, &format!("{name}.{id}"));
            let meaning = there
                .strip_prefix(&format!("\"{value}\""))
                .expect("it comes first");
            assert!(meaning.len() > 1 && meaning.ends_with('.'), "{there}");
        }
    }
}

#[test]
fn every_error_of_both_generations_is_there() {
    let page = page();
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    for known in NamedError::all() {
        // The same name for another reason has a row of its own.
        let turn = turns.entry(known.err_code).or_default();
        *turn += 1;
        let id = match *turn {
            1 => format!("error-{}", known.err_code),
            turn => format!("error-{}-{turn}", known.err_code),
        };
        let there = shown(&page, &id);
        assert!(there.starts_with(known.err_code), "{there}");
        let mut parts = vec![known.http_status.to_string(), plain(known.when)];
        parts.extend(known.code.map(|code| code.value.to_string()));
        parts.extend(known.numeric.map(|code| code.to_string()));
        if known.since != NamedError::SINCE {
            parts.push(format!("from {}", known.since));
        }
        for part in parts {
            assert!(there.contains(&part), "{part}: {there}");
        }
    }
    for known in NumericError::all() {
        let there = shown(&page, &format!("error-{}", known.code));
        let wanted = format!("{}{}{}", known.code, known.http_status, plain(known.when));
        assert_eq!(there, wanted);
    }
}

/// The catalogue says what the samples show.
#[test]
fn the_errors_of_the_samples_are_in_the_catalogue() {
    let mut errors = 0;
    for operation in operations::all() {
        let folder = root().join("samples").join(operation.id);
        for file in fs::read_dir(folder).expect("it is there") {
            let path = file.expect("it can be read").path();
            let text = fs::read_to_string(&path).expect("it can be read");
            let Ok(body) = serde_json::from_str::<Value>(&text) else {
                panic!("{} is not JSON", path.display());
            };
            let error = &body["error"];
            let code = error["code"].as_i64();
            let status = if let Some(name) = error["errCode"].as_str() {
                let known = NamedError::of(name).unwrap_or_else(|| panic!("{name}"));
                // An agent before `since` sends none.
                let beside = known.code.map(|code| code.value);
                assert!(code == beside || code.is_none(), "{}", path.display());
                known.http_status
            } else if let Some(code) = code {
                let known = NumericError::of(code).unwrap_or_else(|| panic!("{code}"));
                known.http_status
            } else {
                continue;
            };
            errors += 1;
            assert_eq!(body["status"], status, "{}", path.display());
        }
    }
    assert!(errors > 20, "{errors} errors");
}

#[test]
fn the_page_is_small() {
    let bytes = page().len();
    assert!(bytes < 450_000, "{bytes} bytes");
}
