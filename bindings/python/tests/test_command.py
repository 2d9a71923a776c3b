import pathlib
import signal
import subprocess
import sys
import sysconfig

import pytest

SCRIPT = pathlib.Path(sysconfig.get_path("scripts")) / "obshell-validator"
BODY = b'{"mode":"diff"}'


@pytest.mark.parametrize("command", [[str(SCRIPT)], [sys.executable, "-m", "obshell_validator"]])
def test_the_script_is_the_command(command):
    run = subprocess.run(
        [*command, "check", "--request", "tenant-start-backup"],
        input=BODY,
        capture_output=True,
        check=False,
    )
    assert run.returncode == 1 and run.stderr == b""
    assert run.stdout.startswith(b"error[refused-request]: ")
    assert run.stdout.endswith(b"1 document does not conform: 1 error, 0 warnings, 0 notes\n")


def test_exit_codes_are_those_of_the_command():
    def run(*arguments):
        return subprocess.run([str(SCRIPT), *arguments], capture_output=True, check=False)

    assert run("--version").stdout.startswith(b"obshell-validator ")
    assert run("--help").returncode == 0
    assert run("--no-such-option").returncode == 2
    assert run("check", "no-such-file").returncode == 2
    assert b"fetch" in run("--help").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_an_interrupt_ends_the_command():
    arguments = [str(SCRIPT), "check", "--request", "tenant-start-backup"]
    pipe = subprocess.PIPE
    with subprocess.Popen(arguments, stdin=pipe, stdout=pipe, stderr=pipe) as waiting:
        # The command reads standard input as soon as it runs; the pipe holds less than this.
        waiting.stdin.write(b" " * 1_000_000)
        waiting.stdin.flush()
        waiting.send_signal(signal.SIGINT)
        assert waiting.wait(timeout=20) == -signal.SIGINT
