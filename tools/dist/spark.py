"""Runs the job of docs/at-scale.md on a local Spark and compares its counts with the command's.

Arguments: the command; a file of bodies of tenant-backup-overview, one a line, of which one in a
hundred is broken; and an empty folder.
"""

import collections
import json
import os
import pathlib
import re
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as parquet

ROOT = pathlib.Path(__file__).parents[2]
BODIES = 100_000
FILES = 8
PARTITIONS = 4


def main(command, corpus, folder):
    folder = pathlib.Path(folder)
    with open(corpus, "rb") as file:
        bodies = [line.rstrip(b"\n") for _, line in zip(range(BODIES), file)]
    assert len(bodies) == BODIES

    captures = folder / "captures"
    captures.mkdir()
    for number in range(FILES):
        names = range(number, BODIES, FILES)
        table = {"source": [str(n) for n in names], "body": [bodies[n] for n in names]}
        parquet.write_table(pa.table(table), captures / f"{number}.parquet")

    page = (ROOT / "docs" / "at-scale.md").read_text("utf-8")
    (job,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    (folder / "check.py").write_text(job)
    submit = f"--master local[{PARTITIONS}] --driver-memory 2g pyspark-shell"
    subprocess.run(
        [sys.executable, "check.py", "captures", "findings"],
        cwd=folder,
        env={**os.environ, "PYSPARK_SUBMIT_ARGS": submit, "PYSPARK_PYTHON": sys.executable},
        check=True,
    )
    parts = list((folder / "findings").glob("*.parquet"))
    assert len(parts) >= PARTITIONS, f"only {len(parts)} partitions"
    rows = parquet.read_table(folder / "findings")
    assert all(rows.column(name).null_count == 0 for name in rows.column_names)
    listed = zip(*(rows.column(name).to_pylist() for name in ["severity", "rule", "pointer"]))
    by_spark = collections.Counter(listed)

    (folder / "bodies.ndjson").write_bytes(b"\n".join(bodies) + b"\n")
    check = [command, "check", "--operation", "tenant-backup-overview", "--format", "json"]
    output = subprocess.run([*check, "bodies.ndjson"], cwd=folder, stdout=subprocess.PIPE, check=False)
    report = json.loads(output.stdout)
    by_command = collections.Counter()
    for finding in report["findings"]:
        key = (finding["severity"], finding["rule"], finding["pointer"])
        by_command[key] += finding["occurrences"]
    assert report["summary"]["documents"] == BODIES and report["summary"]["unlisted"] == 0
    assert report["summary"]["errors"] > BODIES // 200
    assert by_spark == by_command, (by_spark - by_command, by_command - by_spark)
    print(
        f"{BODIES} bodies in {len(parts)} partitions: {rows.num_rows} findings, "
        f"{len(by_spark)} kinds, the same counts as the command"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
