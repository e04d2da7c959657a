"""Files to learn on, never imported by the seed: one officer's roster with every slip, one list from the future."""

from collections.abc import Iterator
from dataclasses import replace

from aid_portal.demo.cells import Cells
from aid_portal.demo.dirt import ERROR, REGISTRY, ROSTER_DIRT
from aid_portal.demo.papers import TermPapers
from aid_portal.demo.rosters import Line
from aid_portal.demo.truth import Plant
from aid_portal.demo.users import WANG_SCHOOL, ZHAO_SCHOOL

PRACTICE_ROWS = 60
FUTURE_ROWS, FUTURE_DAY = 20, "2099-01-01"


def roster(papers: TermPapers) -> Iterator[tuple[Cells, list[Plant]]]:
    """Wang's school: first a row of each kind of dirt, then a child of a neighbouring school, then good rows."""
    own = [line for line in papers.lines if line.place.school.code == WANG_SCHOOL and not line.plants]
    rng = papers.county.stream("practice")
    left = [dict(line.cells) for line in own[: PRACTICE_ROWS + len(ROSTER_DIRT)]]
    for dirt in ROSTER_DIRT:
        fitting = next((cells for cells in left if dirt.suits(cells)), None)
        if fitting is not None:
            left.remove(fitting)
            key = str(fitting[REGISTRY])
            yield fitting, [dirt.apply(fitting, rng, key)]
    yield _foreign(papers.lines)
    for cells in left[:PRACTICE_ROWS]:
        yield cells, []


def _foreign(lines: list[Line]) -> tuple[Cells, list[Plant]]:
    line = next(line for line in lines if line.place.school.code == ZHAO_SCHOOL and not line.plants)
    plant = Plant("foreign_school", "学校标识码", "foreign_school", ERROR, key=str(line.cells[REGISTRY]))
    return dict(line.cells), [plant]


def future_list(papers: TermPapers) -> Iterator[tuple[Cells, list[Plant]]]:
    plant = Plant("future_data_date", "数据日期", "future_data_date", ERROR)
    for record in papers.records["rural"][:FUTURE_ROWS]:
        yield {**record.cells, "数据日期": FUTURE_DAY}, [replace(plant, key=str(record.cells["人编号"]))]
