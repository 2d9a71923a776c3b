//! OpenAPI: utoipa writes the frame, the schemas are those of `schemas/`.

mod components;
mod paths;
mod skeleton;

use std::io;
use std::path::Path;

use serde_json::{Map, Value};

use crate::deviations::DeviationsByField;
use crate::generated_file::GeneratedFile;

/// OpenAPI 3.0 identifies a license by the address of its text.
const LICENSE: &str = "https://www.apache.org/licenses/LICENSE-2.0";

pub(crate) fn files(root: &Path) -> io::Result<Vec<GeneratedFile>> {
    let skeleton = skeleton::skeleton(root)?;
    let deviations = DeviationsByField::new(root);
    let annotated = |mut schemas: Map<String, Value>| {
        deviations.annotate_all(&mut schemas, true);
        Value::from(schemas)
    };
    let schemas = components::v3_1();
    let mut v3_1 = serde_json::to_value(&skeleton)?;
    v3_1["components"]["schemas"] = schemas.clone().into();
    // The page shows the deviations its own way.
    let page = GeneratedFile {
        path: "openapi/index.html".into(),
        text: obshell_reference_page::html(&v3_1, &deviations.notes()),
    };
    v3_1["components"]["schemas"] = annotated(schemas);

    // Some generators cannot read 3.1.
    let mut v3_0 = serde_json::to_value(&skeleton)?;
    v3_0["openapi"] = "3.0.3".into();
    if let Some(license) = v3_0["info"]["license"].as_object_mut() {
        license.remove("identifier");
        license.insert("url".into(), LICENSE.into());
    }
    v3_0["components"]["schemas"] = annotated(components::v3_0());

    Ok(vec![
        GeneratedFile::json("openapi/obshell-backup.openapi.json", &v3_1),
        GeneratedFile::json("openapi/obshell-backup.openapi-3.0.json", &v3_0),
        page,
    ])
}
