"""A made-up 扶风县 of the year 2022: pure, seeded, offline, and nobody in it is real."""

from pathlib import Path

from aid_portal.demo import absent
from aid_portal.demo.county import TERMS, build, scale_of
from aid_portal.demo.determinations import tally
from aid_portal.demo.files import File, Press
from aid_portal.demo.manifest import Manifest
from aid_portal.demo.papers import TermPapers, headings, make_rows
from aid_portal.demo.truth import Truth
from aid_portal.demo.users import ACCOUNTS, Account

__all__ = ["ACCOUNTS", "TERMS", "Account", "File", "Manifest", "headings", "make_county", "make_rows"]


def make_county(
    folder: Path | str, size: str = "full", seed: int = 2022, terms: tuple[str, ...] = TERMS, *, children: int | None = None
) -> Manifest:
    """Writes the workbooks of a county and, beside them, `planted.csv` (every oddity, with its file and row),
    `absent.csv` (monitored children in no school here, with the code they should get) and `manifest.json`.

    `size` is full (45,000 children a term), small (1,500 in 10 schools) or tiny (150); `children` overrules the number
    only. The same arguments write the same bytes.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    county = build(scale_of(size, children), seed)
    truth = Truth()
    press = Press(folder, county, truth)
    files = [press.org_units()]
    due = {}
    for term in terms:
        papers = TermPapers(county, term)
        due[term] = tally(papers.cases)
        files += press.term(papers)
        if term == terms[-1]:
            files += [*press.practice(papers), press.later(papers)]
    truth.write(folder / "planted.csv")
    absent.write(county, terms, folder / "absent.csv")
    counts = {term: len({place.child.number for place in county.places[term]}) for term in terms}
    made = Manifest(folder, size, seed, terms, tuple(files), counts, due, dict(sorted(truth.kinds.items())))
    made.write()
    return made
