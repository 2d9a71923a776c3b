//! `utoipa`'s schemas: those of `schemars`, as the published OpenAPI has them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};
use utoipa::openapi::RefOr;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType};
use utoipa::{PartialSchema, ToSchema};

use crate::schema::{components_of_openapi, references};
use crate::{
    AdditionalData, AgentInfo, ApiError, ArchiveLogTask, ArchiveLogTaskStatus, BackupDestInfo,
    BackupJob, BackupOverview, BackupStatus, BackupType, CdbObBackupTask, CustomPage, DagDetail,
    DagDetailDTO, DagRunOperator, DagState, EncryptionMode, Envelope, Failure, FailureData,
    IterableData, NoContents, NoData, NodeDetailDTO, NodeRunOperator, NodeState, Nullable,
    OptionalTime, PaginatedBackupJobResponse, PartialDag, Payload, PlusArchivelog, SubError,
    SubTaskRunOperator, SubTaskState, Success, TaskDetailDTO, TenantBackupInfo,
    TenantBackupOverview, request,
};

/// The schema of a type, and the components that it refers to.
fn components<T: JsonSchema>() -> (Value, Map<String, Value>) {
    let settings = components_of_openapi(SchemaSettings::draft2020_12());
    let mut generator = settings.into_generator();
    let mut root = Value::from(generator.subschema_for::<T>());
    let mut components = generator.take_definitions(true);
    let name = T::schema_name();
    if !T::inline_schema()
        && let Some(schema) = components.remove(&*name)
    {
        root = schema;
    }
    let mut used = BTreeSet::new();
    for schema in components.values().chain([&root]) {
        references(schema, &mut used);
    }
    components.retain(|name, _| used.contains(name));
    (root, components)
}

/// The same schema in `utoipa`'s terms.
fn converted(schema: Value) -> RefOr<Schema> {
    let same = serde_json::from_value::<RefOr<Schema>>(schema.clone()).ok();
    let same = same.filter(|read| serde_json::to_value(read).is_ok_and(|value| value == schema));
    same.unwrap_or_else(|| {
        // It has a keyword that `utoipa` does not know there.
        let keywords = match schema {
            Value::Object(keywords) => keywords,
            _ => Map::new(),
        };
        let object = ObjectBuilder::new()
            .schema_type(SchemaType::AnyValue)
            .extensions(Some(Extensions::from_iter(keywords)));
        RefOr::T(Schema::Object(object.build()))
    })
}

macro_rules! to_schema {
    ($($(@$T:ident: $bound:ident =>)? $type:ty $(, named $name:expr)?;)+) => {$(
        impl$(<$T: $bound + JsonSchema>)? PartialSchema for $type {
            fn schema() -> RefOr<Schema> {
                converted(components::<Self>().0)
            }
        }

        impl$(<$T: $bound + JsonSchema>)? ToSchema for $type {
            fn name() -> Cow<'static, str> {
                to_schema!(@name $($name)?)
            }

            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                let components = components::<Self>().1.into_iter();
                schemas.extend(components.map(|(name, schema)| (name, converted(schema))));
            }
        }
    )+};
    (@name $name:expr) => { $name.into() };
    (@name) => { <Self as JsonSchema>::schema_name() };
}

/// The types whose names are those of their components.
macro_rules! named {
    ($($type:ty;)+) => {
        to_schema! { $($type;)+ }

        #[cfg(test)]
        const NAMED: &[fn() -> (Cow<'static, str>, RefOr<Schema>)] =
            &[$(|| (<$type>::name(), <$type>::schema())),+];
    };
}

named! {
    AdditionalData;
    AgentInfo;
    ApiError;
    ArchiveLogTask;
    ArchiveLogTaskStatus;
    BackupDestInfo;
    BackupJob;
    BackupOverview;
    BackupStatus;
    BackupType;
    CdbObBackupTask;
    CustomPage;
    DagDetail;
    DagDetailDTO;
    DagRunOperator;
    DagState;
    EncryptionMode;
    NoContents;
    NodeDetailDTO;
    NodeRunOperator;
    NodeState;
    OptionalTime;
    PaginatedBackupJobResponse;
    PlusArchivelog;
    SubError;
    SubTaskRunOperator;
    SubTaskState;
    TaskDetailDTO;
    TenantBackupInfo;
    TenantBackupOverview;
    request::ArchiveLogStatusParam;
    request::BackupDeletePolicy;
    request::BackupParam;
    request::BackupStatusParam;
    request::ClusterBackupConfigParam;
    request::ClusterBackupConfigPatch;
    request::TenantBackupConfigParam;
    request::TenantBackupConfigPatch;
}

to_schema! {
    // Its own name is what it adds to the name of an envelope: nothing.
    NoData, named "NoData";
    // A DAG, which is another component, or nothing.
    PartialDag, named "PartialDag";
    @T: Payload => Envelope<T>;
    @T: Payload => Success<T>;
    @D: FailureData => Failure<D>;
    @T: Sized => IterableData<T>;
    // Its envelopes are named after the payload, which is another component.
    @T: Sized => Nullable<T>, named format!("Nullable{}", T::schema_name());
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Map, Value};

    use super::{NAMED, components};
    use crate::operations::{self, Operation, RequestBody, Visitor};
    use crate::{Failure, Payload, Success};

    #[derive(Default)]
    struct Components(Map<String, Value>);

    impl Visitor for Components {
        fn visit<O: Operation>(&mut self) {
            self.0.extend(components::<Success<O::Data>>().1);
            self.0
                .extend(components::<Failure<<O::Data as Payload>::InFailure>>().1);
            if <O::Request as RequestBody>::PRESENT {
                self.0.extend(components::<O::Request>().1);
            }
        }
    }

    #[test]
    fn every_component_has_a_type() {
        let named: BTreeMap<String, Value> = NAMED
            .iter()
            .map(|named| {
                let (name, schema) = named();
                (
                    name.into_owned(),
                    serde_json::to_value(schema).expect("it is written"),
                )
            })
            .collect();
        let mut components = Components::default();
        operations::visit(&mut components);
        for (name, schema) in &components.0 {
            // The lists are of one generic type.
            if let Some(item) = name.strip_suffix("List") {
                assert!(named.contains_key(item), "{item}");
                continue;
            }
            assert_eq!(named.get(name), Some(schema), "{name}");
        }
    }
}
