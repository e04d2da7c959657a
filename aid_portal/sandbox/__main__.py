"""The child process: started by path in isolated mode, so that it sees neither settings, nor secrets, nor Celery."""

import sys
from pathlib import Path
from types import ModuleType

# A stand-in for the package: its own __init__ would start Celery and Django, for which the child has no use and no rights.
package = ModuleType("aid_portal")
package.__path__ = [str(Path(__file__).resolve().parents[1])]
sys.modules["aid_portal"] = package

from aid_portal.sandbox.child import main  # noqa: E402

main(sys.stdin.buffer, sys.stdout.buffer)
