"""File locks that the system releases by itself when their holder dies."""

import fcntl
import os
from pathlib import Path
from types import TracebackType


class Lock:
    """One lock file: `with lock` is exclusive and waits; `share` and `take_over` count who is still there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.descriptor: int | None = None

    def _open(self) -> int:
        if self.descriptor is None:
            self.descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        return self.descriptor

    def __enter__(self) -> "Lock":
        fcntl.flock(self._open(), fcntl.LOCK_EX)
        return self

    def __exit__(self, _kind: type | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.release()

    def share(self) -> None:
        fcntl.flock(self._open(), fcntl.LOCK_SH)

    def take_over(self) -> bool:
        """Whether we hold it alone now; False while somebody else shares it."""
        try:
            fcntl.flock(self._open(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
