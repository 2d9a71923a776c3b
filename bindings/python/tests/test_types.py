import pathlib

from mypy import api


def test_the_stubs_are_those_of_the_module(tmp_path: pathlib.Path) -> None:
    """A strict type checker accepts a use of everything, and knows the types."""
    use = tmp_path / "use.py"
    use.write_text(
        "from obshell_validator import check, check_many, conforms, explain, rules, schemas\n"
        'report = check(b"{}", operation="x")\n'
        "reveal_type(report.findings[0].line)\n"
        "reveal_type(report.to_dict())\n"
        'reveal_type(conforms("{}", operation="x"))\n'
        'reveal_type(check_many([b"{}"], operation="x", jobs=2))\n'
        "reveal_type(rules()[0].summary)\n"
        'reveal_type(explain("x"))\n'
        "reveal_type(schemas())\n"
    )
    out, _, code = api.run(["--strict", "--no-incremental", str(use)])
    types = [line.split('"')[1].replace("builtins.", "") for line in out.splitlines() if '"' in line]
    assert code == 0, out
    assert types == [
        "int",
        "dict[str, Any]",
        "bool",
        "list[obshell_validator._native.Report]",
        "str",
        "str",
        "dict[str, dict[str, Any]]",
    ]
    wrong = tmp_path / "wrong.py"
    wrong.write_text('from obshell_validator import check\ncheck(1, operation="x")\n')
    assert api.run(["--strict", "--no-incremental", str(wrong)])[2] == 1
