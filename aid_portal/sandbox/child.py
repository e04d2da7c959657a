"""The child's side: one request in as JSON, the answer out as lines of JSON, all of it within its limits."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import IO, Any

from aid_portal.sandbox import gate, tables
from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.layout import Spec
from aid_portal.sandbox.limits import Limits, PhotoLimits, UploadLimits

SLICE_ROWS = 5_000
SLICE_CELLS = 100_000
Message = dict[str, Any]


def main(stream_in: IO[bytes], stream_out: IO[bytes]) -> None:
    request = json.loads(stream_in.read())
    photo = request["verb"] == "photo"
    limits = (PhotoLimits if photo else UploadLimits)(**request["limits"])
    confine(limits)
    try:
        for message in (remade if photo else answer)(request, limits):
            stream_out.write(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    except Fault as fault:
        stream_out.write(json.dumps({"fault": fault.code, "detail": fault.detail}).encode() + b"\n")
    except MemoryError:
        stream_out.write(b'{"fault":"too_hungry","detail":{}}\n')
    stream_out.flush()


def confine(limits: Limits) -> None:
    """Memory beside what the interpreter has already taken, and processor time; the parent watches the clock."""
    if sys.platform == "win32":
        return
    import resource

    statm = Path("/proc/self/statm")
    taken = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    if taken:
        resource.setrlimit(resource.RLIMIT_AS, (taken + limits.memory, taken + limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer(request: Message, limits: UploadLimits) -> Iterator[Message]:
    path = Path(request["path"])
    passed = gate.inspect(path, limits)
    if request["verb"] == "gate":
        yield {"passed": report(passed)}
        return
    spec = Spec(**{name: tuple(value) if isinstance(value, list) else value for name, value in request["spec"].items()})
    found = tables.find_table(path, passed, spec, limits)
    if request["verb"] == "mark":
        # Imported here: the library takes longer to load than most workbooks take to read.
        from aid_portal.sandbox.marking import mark

        yield mark(path, Path(request["target"]), found, passed, request)
        return
    yield {"table": heading(found, passed)}
    yield from slices(found, spec)


def remade(request: Message, limits: PhotoLimits) -> Iterator[Message]:
    # Imported here: whoever reads a table needs no pictures.
    from aid_portal.sandbox.pictures import remake

    yield {"photo": remake(Path(request["path"]), limits)}


def report(passed: gate.Passed) -> Message:
    scans = [scan for _, scan in passed.scans]
    return {
        "kind": passed.kind,
        "rows": max((scan.rows for scan in scans), default=0),
        "formulas": sum(len(columns) for scan in scans for columns in scan.formulas.values()),
        "hidden": list(passed.hidden),
        "sheets": [sheet.name for sheet, _ in passed.scans],
        "encoding": passed.encoding,
        "template": passed.template,
    }


def heading(found: tables.Found, passed: gate.Passed) -> Message:
    return {
        "kind": passed.kind,
        "sheet": found.sheet,
        "hidden": list(passed.hidden),
        "row_count": found.expected,
        "template": passed.template,
        **{name: value for name, value in asdict(found.layout).items() if name != "unknown"},
        "unknown": list(found.layout.unknown),
    }


def slices(found: tables.Found, spec: Spec) -> Iterator[Message]:
    """Rows by the thousand. JSON has neither dates nor formulas: `dates` and `formulas` say in which cells they stand."""
    align = tables.aligned(found, spec)
    places = found.pick(spec)
    height = max(1, min(SLICE_ROWS, SLICE_CELLS // max(len(places), 1)))
    batch: Message = {"rows": [], "dates": [], "formulas": []}
    count = 0
    for number, cells in found.rows:
        line = align(cells)
        if not tables.is_plain(line):
            line = _typed(line, len(batch["rows"]), batch["dates"])
        if number in found.formulas:
            held = set(found.formulas[number])
            batch["formulas"] += [(len(batch["rows"]), column) for column, place in enumerate(places) if place in held]
        batch["rows"].append((number, line))
        count += 1
        if len(batch["rows"]) >= height:
            yield batch
            batch = {"rows": [], "dates": [], "formulas": []}
    if batch["rows"]:
        yield batch
    yield {"end": count}


def _typed(line: list[tables.Cell], row: int, dates: list[tuple[int, int]]) -> list[tables.Cell]:
    line = [tables.settle(cell) for cell in line]
    for column, cell in enumerate(line):
        if isinstance(cell, date):
            dates.append((row, column))
            line[column] = cell.isoformat()
    return line
