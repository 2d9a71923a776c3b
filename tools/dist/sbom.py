"""Validates a CycloneDX document by its schema, and that it lists what the command is made of."""

import json
import pathlib
import sys

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


def main(path):
    text = pathlib.Path(path).read_text("utf-8")
    error = JsonStrictValidator(SchemaVersion.V1_5).validate_str(text)
    if error:
        sys.exit(f"{path}: {error}")
    names = {component["name"] for component in json.loads(text)["components"]}
    missing = {"clap", "jsonschema", "obshell-types", "obshell-validator", "rustls"} - names
    if missing or "insta" in names:
        sys.exit(f"{path}: {missing} missing, insta in it: {'insta' in names}")
    print(f"{path}: valid CycloneDX 1.5, {len(names)} components")


if __name__ == "__main__":
    main(*sys.argv[1:])
