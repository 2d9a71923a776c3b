"""Dockerfile: its commands run, and what they make works alone, as another user.

The two commands of the base image are run as they are. The build is the one that was made before;
it is put where the command of the Dockerfile would put it.
"""

import json
import os
import pathlib
import platform
import re
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.skipif(
    platform.system() != "Linux" or os.geteuid() != 0, reason="only root may change its root folder"
)
NOBODY = 65534


@pytest.fixture
def dockerfile(root):
    text = (root / "Dockerfile").read_text("utf-8").replace("\\\n", "")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.fixture
def image(dockerfile, static_command, tmp_path):
    """The folder that becomes the image."""
    image, source = tmp_path / "image", tmp_path / "source"
    machine = platform.machine()
    built = source / "target" / f"{machine}-unknown-linux-musl" / "release" / "obshell-validator"
    built.parent.mkdir(parents=True)
    shutil.copy(static_command, built)
    commands = [line.removeprefix("RUN ") for line in dockerfile if line.startswith("RUN ")]
    update, target, build, install = commands
    assert "musl-tools" in update
    assert "cargo build --release --locked --package obshell-validator-cli" in build
    for command in [target, install.replace("/image/", f"{image}/")]:
        subprocess.run(["sh", "-ec", command], cwd=source, check=True)
    assert not list(tmp_path.glob("image/lib*")) and not list(tmp_path.glob("image/usr*"))
    return image


def run(image, *arguments, **options):
    return subprocess.run(
        ["/obshell-validator", *arguments],
        preexec_fn=lambda: (os.chroot(image), os.chdir("/"), os.setgid(NOBODY), os.setuid(NOBODY)),
        env={},
        capture_output=True,
        check=False,
        **options,
    )


def test_the_image_is_the_command_for_nobody(dockerfile):
    last = dockerfile[dockerfile.index("FROM scratch") :]
    assert last == [
        "FROM scratch",
        "COPY --from=build /image/ /",
        f"USER {NOBODY}:{NOBODY}",
        'ENTRYPOINT ["/obshell-validator"]',
    ]


def test_the_command_needs_no_library(static_command):
    headers = subprocess.run(["readelf", "-lW", static_command], capture_output=True, check=True)
    assert b"INTERP" not in headers.stdout and b"LOAD" in headers.stdout


def test_the_command_works_alone(image, captures):
    files = sorted(path.relative_to(image) for path in image.rglob("*") if path.is_file())
    assert files == [pathlib.Path("etc/ssl/certs/ca-certificates.crt"), pathlib.Path("obshell-validator")]
    shutil.copytree(captures.parent, image / "captures")
    found = run(image, "check", "captures")
    assert found.returncode == 1, found.stderr
    assert b"captures/tenant-backup-overview/broken.json:1:15" in found.stdout
    assert run(image, "check", "captures/tenant-backup-overview/completed.json").returncode == 0
    # So many findings wait in a file for their summary.
    many = run(image, "check", "--operation", "tenant-backup-overview", "--input", "ndjson",
               "--format", "json", input=b'{"successful":"yes"}\n' * 10_000)
    report = json.loads(many.stdout)
    assert many.returncode == 1 and report["summary"]["documents"] == 10_000
    assert len(many.stdout) > 1 << 20


def test_fetch_finds_the_certificates_and_the_network(image):
    # Nobody listens there; that the agent cannot be asked is exit code 3.
    url = "https://127.0.0.1:1"
    asked = run(image, "fetch", url, "tenant-backup-overview", "--tenant", "t")
    assert asked.returncode == 3, asked.stderr
    assert re.search(rb"refused", asked.stderr), asked.stderr
