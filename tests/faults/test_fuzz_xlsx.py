"""Mutated workbooks: whatever bytes arrive, the answer is rows or a sentence, and it comes (reliability.md R15)."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from aid_portal.reading import TableSpec, read_table
from aid_portal.uploads import SCHOOL_ROSTER, UploadRefused
from tests.workbooks import parts_of, rows_xml, saved, sheet_xml, workbook, zipped

SPEC = TableSpec("people", required=("姓名", "身份证号"))
ROWS = [["姓名", "身份证号"], *(["李小明", f"61032420120315{number:04d}"] for number in range(40))]
# Ten seconds is what a person waits; the child is ended then and the file refused, which counts as a failure here.
LIMITS = replace(SCHOOL_ROSTER, wall_seconds=10)
IN_FULL, IN_PASSING = 2_000, 100


@pytest.mark.faults
@pytest.mark.slow
def test_no_mutated_workbook_hangs_the_reader_or_ends_its_parent(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    count = IN_FULL if request.config.getoption("markexpr") == "faults" else IN_PASSING
    with ThreadPoolExecutor(2) as readers:
        outcomes = list(readers.map(lambda seed: outcome_of(seed, tmp_path), range(count)))
    assert len(outcomes) == count
    assert not {"too_slow", "without words"} & set(outcomes)
    # The mutations are neither all harmless nor all deadly: both ways were walked.
    assert {"read"} < set(outcomes)


def outcome_of(seed: int, folder: Path) -> str:
    path = saved(folder, mutated(random.Random(seed)), f"{seed}.xlsx")
    try:
        list(read_table(path, SPEC, LIMITS).rows())
    except UploadRefused as refusal:
        return refusal.code if refusal.message else "without words"
    finally:
        path.unlink()
    return "read"


def mutated(chance: random.Random) -> bytes:
    """Bytes changed in the archive, or in a part before it is packed, where the checksum does not catch them."""
    if chance.random() < 0.4:
        return _scratched(workbook(ROWS), chance)
    parts = parts_of([("数据", "", sheet_xml(rows_xml(ROWS)))], shared="<si><t>x</t></si>")
    name = chance.choice(sorted(parts))
    body = parts[name]
    parts[name] = _scratched(body.encode() if isinstance(body, str) else body, chance)
    return zipped(parts)


def _scratched(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        place = chance.randrange(len(out))
        match chance.randrange(4):
            case 0:
                out[place] ^= 1 << chance.randrange(8)
            case 1:
                del out[place : place + chance.randrange(1, 30)]
            case 2:
                out[place:place] = out[max(place - 40, 0) : place]
            case _:
                out[place] = chance.choice(b'<>"/&0A\0\xff')
        out = out or bytearray(b"x")
    return bytes(out)
