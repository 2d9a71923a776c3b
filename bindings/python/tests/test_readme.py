import contextlib
import io
import pathlib
import re

README = pathlib.Path(__file__).parents[1] / "README.md"


def test_the_examples_run():
    examples = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), flags=re.DOTALL)
    printed = []
    for example in examples:
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(example, str(README), "exec"), {})
        printed.append(out.getvalue())
    first, second = printed
    assert first.startswith("does not conform\n")
    assert "error[outcome-contradiction]: `successful` is false, but `error` is missing" in first
    assert second.startswith("1 of 2 do not conform: [1]\n# invalid-json\n")
