"""`python -m aid_portal.embedded COMMAND …` runs a command that needs the servers; `--reset` takes their data away."""

import signal
import subprocess
import sys

from aid_portal import embedded


def run(command: list[str]) -> int:
    """Stay until the command ends, so that the servers stay too; Ctrl-C reaches the command by itself."""
    embedded.ensure()
    child = subprocess.Popen(command)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    return child.wait()


if __name__ == "__main__":
    try:
        sys.exit(embedded.reset() if sys.argv[1:] == ["--reset"] else run(sys.argv[1:]))
    except embedded.ServerUnavailable as reason:
        sys.exit(str(reason))
