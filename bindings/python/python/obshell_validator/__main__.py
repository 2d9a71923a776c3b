"""The command obshell-validator."""

import signal
import sys

from ._native import run


def main() -> int:
    """Runs the command with the arguments of the process and returns its exit code."""
    # Python would note an interrupt and wait for the command to return.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(sys.argv)


if __name__ == "__main__":
    sys.exit(main())
