"""action.yml: by its published schema, and each step as the runner runs it."""

import json
import os
import re
import shutil
import subprocess

import pytest
import yaml


@pytest.fixture
def action(root):
    return yaml.safe_load((root / "action.yml").read_text("utf-8"))


def test_it_is_valid_by_its_schema(root):
    subprocess.run(
        ["check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
        cwd=root,
        check=True,
    )


def run(step, folder, inputs, runner):
    """Runs a step with the expressions of its environment filled in."""

    def fill(text):
        return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], text)

    assert "${{" not in step["run"], "an expression in a script could inject code"
    env = {name: fill(value) for name, value in step.get("env", {}).items()}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env={**os.environ, **env, **runner},
        stdout=subprocess.PIPE,
        check=False,
    )


def test_its_steps_run(action, root, captures, tmp_path):
    install, check = action["runs"]["steps"]
    # With what was built without optimization before; a release takes minutes.
    cargo = tmp_path / "bin" / "cargo"
    cargo.parent.mkdir()
    cargo.write_text(f'#!/bin/sh\nexec "{shutil.which("cargo")}" "$@" --profile dev\n')
    cargo.chmod(0o755)
    runner = {
        "GITHUB_ACTION_PATH": str(root),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "RUNNER_TEMP": str(tmp_path),
        "PATH": f"{cargo.parent}{os.pathsep}{os.environ['PATH']}",
    }
    assert run(install, root, {}, runner).returncode == 0

    def checked(**inputs):
        given = {name: str(value.get("default")) for name, value in action["inputs"].items()}
        return run(check, captures.parent, {**given, **inputs}, runner)

    found = checked(paths="tenant-backup-overview\n")
    assert found.returncode == 1
    assert b"::error file=tenant-backup-overview/broken.json,line=1,col=" in found.stdout
    assert (tmp_path / "output").read_text() == "sarif=obshell-validator.sarif\n"
    sarif = json.loads((captures.parent / "obshell-validator.sarif").read_bytes())
    assert sarif["version"] == "2.1.0" and sarif["runs"][0]["results"]
    assert action["outputs"]["sarif"]["value"] == "${{ steps.check.outputs.sarif }}"
    assert check["id"] == "check"

    conforming = checked(paths="\ntenant-backup-overview/completed.json\n\n")
    assert conforming.returncode == 0
    assert checked(**{"paths": "tenant-backup-overview/completed.json", "fail-on": "note"}).returncode == 1

    (captures.parent / "a b.json").write_bytes((captures / "completed.json").read_bytes())
    assert checked(paths="a b.json", operation="tenant-backup-overview", sarif="b c.sarif").returncode == 0
    assert (captures.parent / "b c.sarif").exists()
    assert checked(paths="; touch injected").returncode == 2
    assert not (captures.parent / "injected").exists()
