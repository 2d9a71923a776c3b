import pathlib
from typing import List

import pytest

SAMPLES = pathlib.Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="session")
def bodies() -> List[bytes]:
    """The bodies of tenant-backup-overview that the repository has."""
    folder = SAMPLES / "tenant-backup-overview"
    bodies = [path.read_bytes() for path in sorted(folder.glob("*.json"))]
    assert len(bodies) > 5
    return bodies
