//! Every operation has samples; each body is read and written back, byte for byte, and each
//! request is read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use obshell_types::operations::{self, Operation, RequestBody, Visitor};
use obshell_types::{Envelope, wire};

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// The files of a folder with this ending, and their texts.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let folder = fs::read_dir(samples().join(folder)).expect("the folder can be listed");
    let mut files = Vec::new();
    for file in folder {
        let path = file.expect("it can be listed").path();
        let name = path.file_name().expect("it has a name").to_string_lossy();
        if let Some(name) = name.strip_suffix(ending) {
            let text = fs::read_to_string(&path).expect("a sample is text");
            files.push((name.to_owned(), text));
        }
    }
    files
}

#[test]
fn every_operation_has_its_folder_and_every_folder_its_operation() {
    let mut folders = BTreeSet::new();
    for folder in fs::read_dir(samples()).expect("the folder can be listed") {
        let folder = folder.expect("it can be listed");
        if folder.path().is_dir() {
            folders.insert(folder.file_name().to_string_lossy().into_owned());
        }
    }
    let ids = operations::all()
        .iter()
        .map(|operation| operation.id.to_owned());
    assert_eq!(folders, ids.collect());
}

#[test]
fn provenance_has_a_line_for_every_sample() {
    let provenance = fs::read_to_string(samples().join("PROVENANCE.md")).expect("it is there");
    let mut sections = provenance.split("\n## ");
    sections.next();
    let mut told = BTreeSet::new();
    for section in sections {
        let (folder, rows) = section.split_once('\n').expect("a section has lines");
        for row in rows.lines().filter_map(|row| row.strip_prefix("| ")) {
            let (name, rest) = row.split_once(" | ").expect("a row has cells");
            if name != "sample" {
                let (kind, what) = rest.split_once(" | ").expect("a row has three cells");
                assert!(
                    ["published", "observed", "derived", "invented"].contains(&kind),
                    "{row}"
                );
                assert!(what.len() > 4, "{row}");
                assert!(told.insert(format!("{folder}/{name}")), "twice: {row}");
            }
        }
    }
    let mut there = BTreeSet::new();
    for operation in operations::all() {
        let names = files(operation.id, ".json").into_iter();
        there.extend(names.map(|(name, _)| format!("{}/{name}", operation.id)));
    }
    assert_eq!(told, there);
}

struct Rewritten {
    bodies: usize,
}

impl Visitor for Rewritten {
    fn visit<O: Operation>(&mut self) {
        for (name, body) in files(O::ID, ".json") {
            if name.ends_with(".request") {
                continue;
            }
            let read: Envelope<O::Data> = serde_json::from_str(&body)
                .unwrap_or_else(|error| panic!("{}/{name}: {error}", O::ID));
            // Documentation shows bodies over several lines.
            if !body.contains('\n') {
                let written = wire::to_string(&read).expect("it can be written");
                assert_eq!(written, body, "{}/{name}", O::ID);
                self.bodies += 1;
            }
        }
    }
}

#[test]
fn bodies_are_written_back_as_they_came() {
    let mut rewritten = Rewritten { bodies: 0 };
    operations::visit(&mut rewritten);
    assert!(rewritten.bodies > 80, "only {} samples", rewritten.bodies);
}

struct Requests {
    read: usize,
    refused: BTreeSet<String>,
}

impl Visitor for Requests {
    fn visit<O: Operation>(&mut self) {
        let requests = files(O::ID, ".request.json");
        assert_eq!(
            <O::Request as RequestBody>::PRESENT,
            !requests.is_empty(),
            "{}",
            O::ID
        );
        for (name, body) in requests {
            let Ok(request) = serde_json::from_str::<O::Request>(&body) else {
                self.refused.insert(format!("{}/{name}", O::ID));
                continue;
            };
            let written = wire::to_string(&request).expect("it can be written");
            let again: O::Request = serde_json::from_str(&written)
                .unwrap_or_else(|error| panic!("{}/{name}: {error}: {written}", O::ID));
            assert_eq!(wire::to_string(&again).as_deref(), Ok(&*written));
            self.read += 1;
        }
    }
}

/// The requests that the server refuses for themselves, whatever its state.
const REFUSED: [&str; 6] = [
    "obcluster-backup-config/400-binding",
    "obcluster-backup-config/400-lag-target-s3",
    "obcluster-backup-config/400-not-json",
    "obcluster-start-backup/400-mode",
    "patch-obcluster-backup/400-status",
    "tenant-backup-config/400-data-uri-empty",
];

#[test]
fn requests_are_read_if_the_server_takes_them() {
    let mut requests = Requests {
        read: 0,
        refused: BTreeSet::new(),
    };
    operations::visit(&mut requests);
    assert_eq!(requests.refused, REFUSED.map(str::to_owned).into());
    assert!(requests.read > 30, "only {} requests", requests.read);
}

struct WrittenAsClientsDo;

/// Requests that name every field were written by Go's encoder.
impl Visitor for WrittenAsClientsDo {
    fn visit<O: Operation>(&mut self) {
        for (name, body) in files(O::ID, ".request.json") {
            let complete = [
                "full",
                "all-fields",
                "all-null",
                "canceled",
                "doing",
                "suspend",
            ];
            if complete.contains(&&*name) && body != "{}" {
                let request: O::Request = serde_json::from_str(&body).expect("it is taken");
                let written = wire::to_string(&request).expect("it can be written");
                assert_eq!(written, body, "{}/{name}", O::ID);
            }
        }
    }
}

#[test]
fn requests_are_written_as_obshells_own_clients_write_them() {
    operations::visit(&mut WrittenAsClientsDo);
}
