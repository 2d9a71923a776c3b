"""Reads a SARIF and a JUnit report as the tools that collect them would.

Prints how many results, test cases and failures there are.
"""

import json
import sys

from jsonschema import validators
from junitparser import JUnitXml

schema_path, sarif_path, junit_path = sys.argv[1:]
with open(schema_path, encoding="utf-8") as file:
    schema = json.load(file)
with open(sarif_path, encoding="utf-8") as file:
    sarif = json.load(file)
for error in validators.validator_for(schema)(schema).iter_errors(sarif):
    sys.exit(f"{error.json_path}: {error.message}")
results = len(sarif["runs"][0]["results"])

report = JUnitXml.fromfile(junit_path)
cases = [case for suite in report for case in suite]
failures = sum(1 for case in cases if any(type(r).__name__ == "Failure" for r in case.result))
if (len(cases), failures) != (report.tests, report.failures):
    sys.exit(f"{report.tests} tests and {report.failures} failures are announced")
print(results, len(cases), failures)
