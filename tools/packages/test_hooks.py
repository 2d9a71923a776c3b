""".pre-commit-hooks.yaml: valid, and its command does what a hook has to do."""

import re
import shlex
import subprocess

import yaml


def test_the_manifest_is_valid(root):
    subprocess.run(["pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"], cwd=root, check=True)


def test_the_entry_checks_the_files_that_it_gets(root, captures):
    (hook,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text("utf-8"))
    names = ["broken.json", "a.ndjson", "a.jsonl.gz", "a.har", "a.toml", "json"]
    assert [name for name in names if re.search(hook["files"], name)] == names[:4]

    def run(*names):
        command = [*shlex.split(hook["entry"]), *names]
        return subprocess.run(command, cwd=captures.parent, capture_output=True, check=False)

    assert run("tenant-backup-overview/completed.json").returncode == 0
    found = run("tenant-backup-overview/completed.json", "tenant-backup-overview/broken.json")
    assert found.returncode == 1
    assert b"broken.json:1:15" in found.stdout
