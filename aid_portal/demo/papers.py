"""All the papers of one term: roster lines, the departments' records, the schools' determinations."""

from collections.abc import Iterator
from functools import cached_property
from random import Random

from aid_portal.demo import departments, determinations, rosters
from aid_portal.demo.cells import Cell
from aid_portal.demo.county import County, blocks
from aid_portal.demo.dirt import CIVIL_DIRT, DISABLED_DIRT, record_dirt, scatter
from aid_portal.demo.hardship import RELEASES
from aid_portal.demo.releases import HEADINGS, ID_COLUMN, KINDS, Record, Release
from aid_portal.demo.schooling import Place

LONG_LISTS = frozenset({"rural", "civil"})
MORE_DIRT = {"civil": CIVIL_DIRT, "disabled": DISABLED_DIRT}


class TermPapers:
    """Rosters are soiled first, then the records, then the gaps are filled by determinations: each looks at the last."""

    def __init__(self, county: County, term: str, *, dirty: bool = True) -> None:
        self.county, self.term, self.dirty = county, term, dirty
        self.places = county.places[term]

    @cached_property
    def lines(self) -> list[rosters.Line]:
        return rosters.lines(self.places, self.term, self._stream("rosters"), dirty=self.dirty)

    @cached_property
    def records(self) -> dict[str, list[Record]]:
        placed = {place.child.number: place for place in self.places if not place.second}
        return {kind: self._records(kind, placed) for kind in KINDS}

    @cached_property
    def cases(self) -> list[determinations.Case]:
        _ = self.lines, self.records  # whose row or record is dirty must be known first
        found = determinations.cases(self.places, self.term)
        determinations.fill(found, self.term, self.county.scale.children, self._stream("fill"))
        return found

    @cached_property
    def determinations(self) -> list[determinations.Determination]:
        return determinations.rows(self.cases, self.term, self._stream("determinations"), dirty=self.dirty)

    def _records(self, kind: str, placed: dict[int, Place]) -> list[Record]:
        rng = self._stream(kind)
        found = departments.records(kind, self.county.homes, Release(self.term, RELEASES[self.term], placed, rng))
        for record in found:
            if record.place is not None and record.plants:
                record.place.unsure = True
        return self._soil(kind, found) if self.dirty else found

    def _soil(self, kind: str, found: list[Record]) -> list[Record]:
        """Only records of children whose own roster row is good: else nobody could say which side was at fault."""
        _ = self.lines
        clean = [
            (index, record.cells)
            for index, record in enumerate(found)
            if record.place is not None and not record.plants and not record.place.rejected
        ]
        column, rng = ID_COLUMN[kind], self._stream(f"{kind}/dirt")
        chosen = scatter(MORE_DIRT.get(kind, ()), clean, rng, of=len(found))
        # Of the long lists every slip is shown; a dozen orphans would be nothing but slips.
        rest = [row for row in clean if row[0] not in chosen]
        chosen |= scatter(record_dirt(column), rest, rng, of=len(clean), at_least=int(kind in LONG_LISTS))
        for index, dirt in chosen.items():
            record = found[index]
            record.plants.append(dirt.apply(record.cells, rng, self._key(record)))
            if record.place is not None and (dirt.code or dirt.level or dirt.severity != "none"):
                record.place.unsure = True
        return found

    def _key(self, record: Record) -> str:
        """The 学籍号 of the child a record speaks of."""
        return record.place.child.papers_in(self.term)[0] if record.place is not None else ""

    def _stream(self, concern: str) -> Random:
        return self.county.stream(f"{self.term}/{concern}")


def make_rows(kind: str, children: int, *, term: str = "2022A", seed: int = 2022, dirty: bool = True) -> Iterator[list[Cell]]:
    """Rows of any size without a workbook, in the order of `headings(kind)`, block by block in bounded memory.

    The same arguments give the same county, so that a roster and the lists about it fit together.
    """
    order = headings(kind)
    for county in blocks(children, seed):
        papers = TermPapers(county, term, dirty=dirty)
        if kind == "roster":
            rows = (line.cells for line in papers.lines)
        elif kind == "determinations":
            rows = (row.cells for row in papers.determinations)
        else:
            rows = (record.cells for record in papers.records[kind])
        for cells in rows:
            yield [cells.get(heading) for heading in order]


def headings(kind: str) -> tuple[str, ...]:
    own = {"roster": rosters.HEADINGS, "determinations": determinations.HEADINGS}
    return own.get(kind) or HEADINGS[kind]
