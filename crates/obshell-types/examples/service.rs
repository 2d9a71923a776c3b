//! A service that returns the contract's types and shows them in its own OpenAPI:
//! `cargo run -p obshell-types --features utoipa --example service`.

use std::error::Error;

use obshell_types::{Envelope, Failure, Success, TenantBackupOverview, wire};
use tiny_http::{Header, Response, Server};
use utoipa::OpenApi;

type Overview = Success<TenantBackupOverview>;

/// The last backup of the tenant.
#[utoipa::path(get, path = "/last-backup", responses(
    (status = 200, description = "The backup", body = Overview),
    (status = 404, description = "There is none", body = Failure),
))]
fn last_backup() -> serde_json::Result<Envelope<TenantBackupOverview>> {
    serde_json::from_str(include_str!(
        "../../../samples/tenant-backup-overview/documentation.json"
    ))
}

#[derive(OpenApi)]
#[openapi(paths(last_backup))]
struct Api;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let address = std::env::args().nth(1);
    let server = Server::http(address.as_deref().unwrap_or("127.0.0.1:8080"))?;
    let json: Header = "Content-Type: application/json"
        .parse()
        .map_err(|()| "no header")?;
    for request in server.incoming_requests() {
        let (status, body) = match request.url() {
            "/openapi.json" => (200, Api::openapi().to_json()?),
            "/last-backup" => {
                let envelope = last_backup()?;
                (envelope.status(), wire::to_string(&envelope)?)
            }
            _ => (404, "{}".to_owned()),
        };
        let response = Response::from_string(body).with_status_code(status);
        request.respond(response.with_header(json.clone()))?;
    }
    Ok(())
}
