"""Small messy counties like samples/county-2022A, one for each seed, as a folder of workbooks.

The folder holds org_units.xlsx, rosters/ and the departments' lists of 2022A (data date 2022-09-20); its subfolders
`TERM_DATA-DATE` hold an earlier term and releases of other days, one of them after the cut-off day.
"""

from datetime import date
from pathlib import Path
from random import Random

from tests.random_county import departments, rosters
from tests.random_county.people import AGE_OF_GRADE_ONE, STAGES, Child, a_child, a_name, an_id
from tests.random_county.sheets import write_sheet

TYPES = list(STAGES)
CUT_OFFS = {"2022S": date(2022, 3, 31), "2022A": date(2022, 9, 30)}
Rows = list[dict[str, object]]


def make_county(folder: Path, seed: int, children: int = 120) -> Path:
    """`children` counts those of the autumn term; the same seed makes the same rows."""
    rng = Random(seed)
    schools = [(f"21613240{at:02d}", TYPES[at % len(TYPES)]) for at in range(rng.randint(9, 12))]
    write_units(folder, schools, rng)
    autumn = [a_child(rng, rng.choice(schools), 2022) for _ in range(children)]
    autumn += [namesake(rng, child, schools) for child in rng.sample(autumn, 2)]
    autumn += [twin for child in rng.sample(autumn, children // 15) if (twin := rosters.in_a_second_school(rng, child, schools))]
    spring, graduates = last_spring(rng, autumn, schools)
    write_rosters(folder / "2022S_2022-03-20", spring + graduates, "2022S", rng)
    write_rosters(folder, autumn, "2022A", rng)
    write_lists(folder, spring, autumn + graduates, autumn, rng)
    return folder


def write_units(folder: Path, schools: list[tuple[str, str]], rng: Random) -> None:
    headings = ["机构类型", "机构代码", "机构名称", "上级机构代码", "学校类型"]
    above: list[list[object]] = [
        ["县局", "610324", "扶风县教育体育局", "", ""],
        ["镇街", "610324101", "法门镇", "610324", ""],
        ["局直单位", "610324901", "局直某单位", "610324", ""],
    ]
    rows = above + [
        ["学校", code, f"某{kind}{code[-2:]}", rng.choice(["610324101", "610324901"]), kind] for code, kind in schools
    ]
    write_sheet(folder / "org_units.xlsx", headings, [dict(zip(headings, row, strict=True)) for row in rows], rng)


def namesake(rng: Random, child: Child, schools: list[tuple[str, str]]) -> Child:
    """Another child of the same name and birth date with an id of its own."""
    other = a_child(rng, rng.choice(schools), 2022)
    while not other.id or other.registry[1:] != other.id:
        other = a_child(rng, rng.choice(schools), 2022)
    number = an_id(rng, child.born)
    return Child(**{**vars(other), "name": child.name, "born": child.born, "id": number, "registry": "G" + number})


def last_spring(rng: Random, autumn: list[Child], schools: list[tuple[str, str]]) -> tuple[list[Child], list[Child]]:
    """The same children a grade lower, and grade nine, which left with 毕业 in the summer."""
    spring = [Child(**{**vars(child), "grade": child.grade - 1}) for child in autumn if child.grade > 1]
    junior = [school for school in schools if "junior" in STAGES[school[1]]]
    graduates = []
    for _ in range(4):
        child = a_child(rng, rng.choice(junior), 2022)
        born = date(2022 - AGE_OF_GRADE_ONE["junior"] - 2, rng.choice([3, 9]), rng.randint(1, 28))
        fresh = {"stage": "junior", "grade": 3, "born": born, "name": a_name(rng)}
        number = an_id(rng, born)
        left = {"学生状态": "毕业", "状态日期": "2022-07-05"}
        graduates.append(Child(**{**vars(child), **fresh, "id": number, "registry": "G" + number, "words": left}))
    return spring, graduates


def write_rosters(part: Path, children: list[Child], term: str, rng: Random) -> None:
    """A file a school, two schools in one county file, and one school's file once more with changes."""
    by_school: dict[str, Rows] = {}
    kept: dict[str, list[Child]] = {}
    for child in children:
        by_school.setdefault(child.school, []).append(rosters.row_of(rng, child, CUT_OFFS[term]))
        kept.setdefault(child.school, []).append(child)
    files = {f"{code}.xlsx": rows for code, rows in by_school.items()}
    codes = sorted(by_school)
    files["0_county.xlsx"] = files.pop(f"{codes[0]}.xlsx") + files.pop(f"{codes[1]}.xlsx")
    for name, rows in files.items():
        write_sheet(part / "rosters" / name, rosters.HEADINGS, rosters.twice_in_one_file(rng, rows), rng)
    again = codes[-1]
    known = {child.registry for code in codes[:-1] for child in kept[code]}
    stay = [child for child in kept[again] if child.registry in known or rng.random() < 0.8]
    changed = [rosters.row_of(rng, child, CUT_OFFS[term]) for child in stay]
    write_sheet(part / "rosters" / f"{again}_again.xlsx", rosters.HEADINGS, changed, rng)


def write_lists(folder: Path, spring: list[Child], known: list[Child], autumn: list[Child], rng: Random) -> None:
    """Releases grow from day to day, so that none is held back for shrinking; the one of October comes too late to count."""
    serial = 0
    releases: dict[str, Rows] = {kind: [] for kind in departments.HEADINGS}
    days = [
        ("2022S_2022-03-20", date(2022, 3, 20), spring),
        ("", date(2022, 9, 20), known),
        ("2022A_2022-10-15", date(2022, 10, 15), known),
    ]
    for part, day, children in days:
        cut_off = CUT_OFFS["2022S" if day.month < 9 else "2022A"]
        for kind, size in (("civil", 14), ("orphans", 5), ("martyrs", 3)):
            releases[kind] = releases[kind][1:] + [departments.listed(rng, kind, children, cut_off) for _ in range(size)]
        releases["disabled"] = releases["disabled"][1:] + [departments.disabled_row(rng, children, cut_off) for _ in range(10)]
        fresh = [departments.rural_row(rng, children, day, serial + at) for at in range(40)]
        releases["rural"] = [{**row, "数据日期": day} for row in releases["rural"][2:]] + fresh
        serial += 40
        for kind in ("rural", "civil", "orphans", "disabled", "martyrs"):
            write_sheet(folder / part / f"{kind}.xlsx", departments.HEADINGS[kind], releases[kind], rng)
    for part, year, children in (("2022S_2022-03-20", 2021, spring), ("", 2022, autumn)):
        rows = [departments.determination_row(rng, rng.choice(children), year) for _ in range(len(children) // 4)]
        write_sheet(folder / part / "determinations.xlsx", departments.HEADINGS["determinations"], rows, rng)
