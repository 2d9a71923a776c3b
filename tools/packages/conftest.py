import os
import pathlib
import platform

import pytest

ROOT = pathlib.Path(__file__).parents[2]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
BROKEN = b'{"successful":"yes"}\n'


@pytest.fixture
def root():
    return ROOT


@pytest.fixture
def static_command():
    """The command without shared libraries: PROFILE says which build."""
    profile = os.environ.get("PROFILE", "debug")
    return TARGET / f"{platform.machine()}-unknown-linux-musl" / profile / "obshell-validator"


@pytest.fixture
def captures(tmp_path):
    """A sample that conforms, and one that does not."""
    folder = tmp_path / "captures" / "tenant-backup-overview"
    folder.mkdir(parents=True)
    sample = ROOT / "samples" / "tenant-backup-overview" / "completed.json"
    (folder / "completed.json").write_bytes(sample.read_bytes())
    (folder / "broken.json").write_bytes(BROKEN)
    return folder
