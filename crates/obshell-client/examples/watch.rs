//! Lists the backup jobs of a tenant and watches the backup that runs. It starts none.
//!
//! `OBSHELL_PASSWORD=... cargo run -p obshell-client --example watch http://10.0.0.1:2886 tenant1`

use std::error::Error;
use std::time::{Duration, Instant};

use obshell_client::Client;
use obshell_client::obshell_types::operations::{ListTenantBackupTasks, TenantName};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("expected a URL")?;
    let tenant = TenantName::new(arguments.next().ok_or("expected a tenant")?);
    let password = std::env::var("OBSHELL_PASSWORD").unwrap_or_default();
    let client = Client::builder(url).password(password).build_blocking()?;

    let jobs = client.call::<ListTenantBackupTasks>(&tenant).send()?;
    for job in jobs.contents {
        println!("job {} {}", job.job_id, job.status);
    }
    for progress in client.wait_for_backup(&tenant, Duration::from_secs(5), Instant::now()) {
        let progress = progress?;
        let done = progress.macro_blocks().unwrap_or_default() * 100.0;
        let rate = progress.output_rate.unwrap_or_default();
        let task = progress.task;
        println!("{} {done:.0} % {rate:.0} bytes/s", task.status);
    }
    Ok(())
}
