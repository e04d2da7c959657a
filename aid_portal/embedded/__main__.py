"""`python -m aid_portal.embedded COMMAND …` runs a command that needs the servers, and stays until it ends."""

import signal
import subprocess
import sys

from aid_portal import embedded

embedded.ensure()
child = subprocess.Popen(sys.argv[1:])
# Ctrl-C reaches the child by itself; we only wait for it.
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, lambda *_: child.terminate())
sys.exit(child.wait())
