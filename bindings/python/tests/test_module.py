import inspect
import json
import subprocess
import sys
import threading

import pytest

import obshell_validator
from obshell_validator import Finding, Report, check, check_many, conforms, explain, rules, schemas

OVERVIEW = "tenant-backup-overview"
BROKEN = b'{"successful":"yes","password":"s3cret"}'


def command_report(body, *arguments):
    """What the command reports on the same body."""
    command = [sys.executable, "-m", "obshell_validator", "check", "--operation", OVERVIEW]
    command += ["--format", "json", *arguments]
    run = subprocess.run(command, input=body, stdout=subprocess.PIPE, check=False)
    return run.returncode, json.loads(run.stdout)


def from_standard_input(report):
    for finding in report["findings"]:
        assert finding["document"]["source"] == "<body>"
        finding["document"]["source"] = "<stdin>"
    return report


def test_reports_are_those_of_the_command(bodies):
    for body in [*bodies, BROKEN, b"", b"<html>", b'{"successful":\xff}']:
        exit_code, expected = command_report(body)
        report = check(body, operation=OVERVIEW)
        assert from_standard_input(report.to_dict()) == expected
        assert report.conforms is (exit_code == 0) is conforms(body, operation=OVERVIEW)


def test_findings_are_those_of_the_report(bodies):
    for body in [*bodies, BROKEN]:
        report = check(body, operation=OVERVIEW)
        for finding, listed in zip(report.findings, report.to_dict()["findings"]):
            for name in ["rule", "category", "severity", "operation", "pointer", "message", "help",
                         "fingerprint"]:
                assert getattr(finding, name) == listed[name]
            for name in ["line", "column", "start", "end"]:
                assert getattr(finding, name) == listed["span"][name]
        assert len(report.findings) == len(report.to_dict()["findings"]) > 0


def test_a_finding_says_where_and_what():
    (finding,) = [
        finding
        for finding in check(b'{\n "successful": 1}', operation=OVERVIEW).findings
        if finding.pointer == "/successful"
    ]
    assert isinstance(finding, Finding)
    assert (finding.rule, finding.severity, finding.category) == ("wrong-type", "error", "structure")
    assert (finding.line, finding.column) == (2, 16)
    assert (finding.start, finding.end) == (17, 18)
    assert finding.message == "expected boolean, found number"
    assert repr(finding) == (
        "<Finding error[wrong-type] at /successful: expected boolean, found number>"
    )


@pytest.mark.parametrize("kind", [bytes, bytearray, lambda body: body.decode()])
def test_bodies_are_bytes_or_text(bodies, kind):
    expected = check(bodies[0], operation=OVERVIEW).to_dict()
    assert check(kind(bodies[0]), operation=OVERVIEW).to_dict() == expected
    assert conforms(kind(bodies[0]), operation=OVERVIEW)


@pytest.mark.parametrize("body", [None, 1, {"successful": True}])
def test_other_bodies_are_refused(body):
    for function in [check, conforms]:
        with pytest.raises(TypeError, match="expected body as bytes, bytearray or str, found"):
            function(body, operation=OVERVIEW)
    with pytest.raises(TypeError, match="expected body as bytes"):
        check_many([b"{}", body], operation=OVERVIEW)


def test_an_unknown_operation_lists_the_choices():
    for call in [
        lambda: check(b"{}", operation="overview"),
        lambda: conforms(b"{}", operation="overview"),
        lambda: check_many([], operation="overview"),
    ]:
        with pytest.raises(ValueError, match="unknown operation `overview`.*tenant-backup-overview"):
            call()
    with pytest.raises(TypeError):
        check(b"{}", OVERVIEW)


@pytest.mark.parametrize("jobs", [None, 1, 2, 3, 100])
def test_many_are_checked_in_order(bodies, jobs):
    many = [*bodies, BROKEN, *reversed(bodies)]
    reports = check_many(iter(many), operation=OVERVIEW, jobs=jobs)
    expected = [check(body, operation=OVERVIEW).to_dict() for body in many]
    assert [report.to_dict() for report in reports] == expected


def test_none_are_checked_and_no_jobs_are_refused():
    assert check_many([], operation=OVERVIEW) == []
    for jobs in [0, -1]:
        with pytest.raises(ValueError, match="expected `jobs` of 1 or more"):
            check_many([BROKEN], operation=OVERVIEW, jobs=jobs)


def test_other_threads_run_meanwhile(bodies):
    """Without the interpreter's lock the main thread would only count before and after."""
    many = bodies * 200
    # Nothing but waiting for the lock hands it over.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000)
    running, done = threading.Event(), threading.Event()
    reports = []

    def check_them():
        running.set()
        reports.extend(check_many(many, operation=OVERVIEW, jobs=1))
        done.set()

    thread = threading.Thread(target=check_them)
    try:
        thread.start()
        running.wait()
        progress_while_checking = not done.is_set()
        thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert progress_while_checking
    assert len(reports) == len(many)


def test_secrets_are_masked():
    assert "s3cret" not in json.dumps(check(BROKEN, operation=OVERVIEW).to_dict())
    assert not any("s3cret" in f.message for f in check(BROKEN, operation=OVERVIEW).findings)


def test_rules_have_pages():
    ids = [rule.id for rule in rules()]
    assert "wrong-type" in ids and len(set(ids)) == len(ids) > 50
    for rule in rules():
        assert rule.id in explain(rule.id) and rule.summary
        assert rule.severity in ("error", "warning", "note")
    with pytest.raises(ValueError, match="unknown rule `wrong-typ`"):
        explain("wrong-typ")


def test_schemas_are_documents():
    overview = schemas()["tenant-backup-overview.response"]
    assert overview["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "report" in schemas()


def test_everything_public_is_documented():
    for name in obshell_validator.__all__:
        public = getattr(obshell_validator, name)
        assert inspect.getdoc(public), name
        if inspect.isclass(public):
            members = [member for member in vars(public) if not member.startswith("_")]
            assert members and all(inspect.getdoc(getattr(public, member)) for member in members)


def test_reports_cannot_be_made():
    for kind in [Report, Finding]:
        with pytest.raises(TypeError):
            kind()
