"""The parent's side: starts the child without the parent's environment and takes its lines until the end or the limit."""

import json
import queue
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, cast

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import Limits

LONGEST_LINE = 256 << 20
# How many lines may wait for a slow consumer; the pipe then fills and the child waits.
_WAITING = 2
Message = dict[str, Any]


class Child:
    """One request to one child. Whatever becomes of the child, the answer is messages or a Fault."""

    def __init__(self, request: Message, limits: Limits) -> None:
        self.limits = limits
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).parent)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            close_fds=True,
        )
        # A table that nobody reads to its end leaves no child behind.
        self.close = weakref.finalize(self, _end, self.process)
        self.lines: queue.Queue[bytes] = queue.Queue(_WAITING)
        stdin, stdout = cast("IO[bytes]", self.process.stdin), cast("IO[bytes]", self.process.stdout)
        threading.Thread(target=_pump, args=(stdout, self.lines), daemon=True).start()
        try:
            stdin.write(json.dumps({**request, "limits": asdict(limits)}).encode())
            stdin.close()
        except OSError:
            self.close()

    def messages(self) -> Iterator[Message]:
        try:
            left = float(self.limits.wall_seconds)
            while True:
                # Only the time that the child lets us wait is counted, not what is done with its rows.
                since = time.monotonic()
                line = self._next(left)
                left -= time.monotonic() - since
                if not line:
                    return
                message = _parse(line)
                if "fault" in message:
                    raise Fault(str(message["fault"]), **message.get("detail", {}))
                yield message
        finally:
            self.close()

    def only(self, name: str) -> Any:
        """The one message that the request is answered with."""
        for message in self.messages():
            if name in message:
                return message[name]
        raise Fault("died")

    def _next(self, timeout: float) -> bytes:
        try:
            return self.lines.get(timeout=max(timeout, 0.01))
        except queue.Empty:
            raise Fault("too_slow", seconds=self.limits.wall_seconds) from None


def _pump(stream: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    with stream:
        while line := stream.readline(LONGEST_LINE):
            lines.put(line)
    lines.put(b"")


def _parse(line: bytes) -> Message:
    try:
        message = json.loads(line)
    except ValueError as error:
        raise Fault("died") from error
    if not isinstance(message, dict):
        raise Fault("died")
    return message


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.kill()
    process.wait()
