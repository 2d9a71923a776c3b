//! OpenAPI: utoipa writes the frame, the schemas are those of `schemas/`.

use std::io;

use obshell_types::{BackupOverview, Failure, Success, TenantBackupOverview};
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItem,
};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::server::{ServerBuilder, ServerVariableBuilder};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContactBuilder, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi,
    OpenApiBuilder, PathsBuilder, Ref, Required, ResponseBuilder,
};

use crate::artefact::Artefact;
use crate::deviations::ByMember;
use crate::samples::{self, Sample};
use crate::schema::with_idioms;

/// The version of the contract; its major part is the folder in `schemas/`.
const VERSION: &str = "1.0.0";
/// OpenAPI 3.0 knows a license by its text, and not by its identifier.
const LICENSE: &str = "https://www.apache.org/licenses/LICENSE-2.0";
const SECURITY: &str = "X-OCS-Header";
const TAG: &str = "backup";

pub(crate) fn artefacts() -> io::Result<Vec<Artefact>> {
    let frame = frame()?;
    let deviations = ByMember::new();
    let told = |mut schemas: Map<String, Value>| {
        deviations.tell_all(&mut schemas, true);
        Value::from(schemas)
    };
    let schemas = components(SchemaSettings::draft2020_12());
    let mut modern = serde_json::to_value(&frame)?;
    modern["components"]["schemas"] = schemas.clone().into();
    // The page shows the deviations its own way.
    let page = Artefact {
        path: "openapi/index.html".into(),
        text: obshell_reference_page::html(&modern, &deviations.notes()),
    };
    modern["components"]["schemas"] = told(schemas);

    // Some generators cannot read 3.1.
    let mut older = serde_json::to_value(&frame)?;
    older["openapi"] = "3.0.3".into();
    if let Some(license) = older["info"]["license"].as_object_mut() {
        license.remove("identifier");
        license.insert("url".into(), LICENSE.into());
    }
    let settings = SchemaSettings::openapi3().with(|settings| {
        let first = RecursiveTransform(leave_out_members_that_are_only_null);
        settings.transforms.insert(0, Box::new(first));
    });
    older["components"]["schemas"] = told(components(settings));

    Ok(vec![
        Artefact::json("openapi/obshell-backup.openapi.json", &modern),
        Artefact::json("openapi/obshell-backup.openapi-3.0.json", &older),
        page,
    ])
}

/// The schemas of the bodies and all that they refer to.
fn components(settings: SchemaSettings) -> Map<String, Value> {
    let settings = settings.for_deserialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = with_idioms(settings).into_generator();
    reference::<Success<TenantBackupOverview>>(&mut generator);
    reference::<Success<BackupOverview>>(&mut generator);
    reference::<Failure>(&mut generator);
    generator.take_definitions(true)
}

fn reference<T: JsonSchema>(generator: &mut SchemaGenerator) {
    generator.subschema_for::<T>();
}

/// OpenAPI 3.0 has no type `null`, so a member that can be nothing else is left
/// out of its object.
fn leave_out_members_that_are_only_null(schema: &mut Schema) {
    if let Some(Value::Object(members)) = schema.get_mut("properties") {
        members.retain(|_, member| member.get("type") != Some(&json!("null")));
    }
}

fn frame() -> io::Result<OpenApi> {
    let tenant = operation(
        "tenantBackupOverview",
        "View the backup task of one tenant",
        "Answers the tenant's running backup task, or else the one in its history that started \
         last. A tenant that was never backed up is answered with 404 and `Task.NotFound`, \
         not with an empty success.",
        &body::<Success<TenantBackupOverview>>(),
        &samples::of("tenant-backup-overview")?,
    )
    .parameter(
        ParameterBuilder::new()
            .name("name")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some(
                "The name of a user tenant. `sys` is refused with 400, and so is a name that no \
                 tenant has.",
            ))
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .example(Some(json!("tenant1"))),
    );
    let cluster = operation(
        "obclusterBackupOverview",
        "View the backup tasks of all tenants",
        "Answers one backup task for each user tenant that has any, in no defined order. A \
         cluster in which no tenant was ever backed up is answered with 404 and \
         `Common.NotFound`.",
        &body::<Success<BackupOverview>>(),
        &samples::of("obcluster-backup-overview")?,
    );
    let paths = PathsBuilder::new()
        .path(
            "/api/v1/tenant/{name}/backup/overview",
            PathItem::new(HttpMethod::Get, tenant.build()),
        )
        .path(
            "/api/v1/obcluster/backup/overview",
            PathItem::new(HttpMethod::Get, cluster.build()),
        );
    Ok(OpenApiBuilder::new()
        .info(info())
        .servers(Some([ServerBuilder::new()
            .url("http://{host}:{port}")
            .description(Some(
                "An obshell agent of the cluster. From 4.4.2.0 it can be set up for HTTPS.",
            ))
            .parameter(
                "host",
                ServerVariableBuilder::new()
                    .default_value("127.0.0.1")
                    .description(Some("The address of the agent.")),
            )
            .parameter(
                "port",
                ServerVariableBuilder::new()
                    .default_value("2886")
                    .description(Some("The port of the agent.")),
            )
            .build()]))
        .tags(Some([TagBuilder::new()
            .name(TAG)
            .description(Some("Backup tasks of tenants."))
            .build()]))
        .paths(paths)
        .components(Some(
            ComponentsBuilder::new()
                .security_scheme(
                    SECURITY,
                    SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
                        SECURITY,
                        "A JSON object with the password of `root@sys`, an expiry time and the \
                         request's URI, encrypted with the agent's public key (RSA, PKCS #1 v1.5, \
                         in blocks) and written in base64. Needed over TCP even where no password \
                         is set: without it the agent answers 400 and `Request.Header.NotFound`.\n\n\
                         The key is answered by `GET /api/v1/secret`, which needs no header: \
                         `data.public_key`, an RSAPublicKey of PKCS #1 in base64. Blocks of 53 \
                         bytes fit the keys of every version.\n\n\
                         The members of the object are `Auth`, the password, empty where none is \
                         set; `Ts`, the Unix time in seconds up to which the header is valid, as a \
                         string of digits; and `Uri`, the request's path and query, byte for byte \
                         as it is sent.",
                    ))),
                )
                .build(),
        ))
        .build())
}

fn info() -> InfoBuilder {
    let license = LicenseBuilder::new()
        .name("Apache-2.0")
        .identifier(Some("Apache-2.0"))
        .build();
    InfoBuilder::new()
        .title("obshell backup overview")
        .version(VERSION)
        .description(Some(
            "What obshell (4.2.4.0 to 4.5.0.0) answers when it is asked for backup tasks, as the \
             server sends it.\n\nGenerated by `cargo xtask openapi` from Rust types. Do not edit.",
        ))
        .contact(Some(
            ContactBuilder::new().name(Some("obshell-contract")).build(),
        ))
        .license(Some(license))
}

fn body<T: JsonSchema>() -> Ref {
    Ref::from_schema_name(T::schema_name())
}

fn operation(
    id: &str,
    summary: &str,
    description: &str,
    success: &Ref,
    samples: &[Sample],
) -> OperationBuilder {
    let failure = body::<Failure>();
    let responses = [
        (200, success, "The backup task, or tasks."),
        (
            400,
            &failure,
            "The request cannot be served: the header `X-OCS-Header` is missing, the tenant does \
             not exist or is `sys`, the agent is no member of a cluster, or the database refused \
             a query.",
        ),
        (
            401,
            &failure,
            "The header `X-OCS-Header` cannot be decrypted, is expired, is meant for another URI, \
             or holds a wrong password.",
        ),
        (404, &failure, "There is no backup task, or no such route."),
        (
            500,
            &failure,
            "The database cannot be reached, or something unexpected happened.",
        ),
    ];
    let operation = OperationBuilder::new()
        .operation_id(Some(id))
        .tag(TAG)
        .summary(Some(summary))
        .description(Some(description))
        .security(SecurityRequirement::new(SECURITY, [] as [&str; 0]));
    responses
        .into_iter()
        .fold(operation, |operation, (status, schema, description)| {
            let examples = samples
                .iter()
                .filter(|sample| sample.status() == Some(status))
                .map(|sample| {
                    let example = ExampleBuilder::new().value(Some(sample.body.clone()));
                    (sample.name.clone(), example.build())
                });
            let content = ContentBuilder::new()
                .schema(Some(schema.clone()))
                .examples_from_iter(examples);
            let response = ResponseBuilder::new()
                .description(description)
                .content("application/json", content.build());
            operation.response(status.to_string(), response)
        })
}
