"""Which households and children are in hardship, since when, and what changes between the two releases."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from aid_portal.demo.people import Aid, Child, Disability, Household, Watch
from aid_portal.demo.schooling import Place
from aid_portal.demo.settlers import Settlers

LIFTED, EDGE, SUDDEN, UNSTABLE_OF_LIFTED = 0.094, 0.008, 0.005, 0.09
RURAL_DIBAO, RURAL_DIBAO_OF_LIFTED, URBAN_DIBAO, LOW_EDGE, RIGID = 0.02, 0.15, 0.03, 0.006, 0.004
TEKUN, ORPHAN, UNATTENDED, MARTYR, DISABLED_CHILD, DISABLED_ADULT = 0.001, 0.0012, 0.0025, 0.0004, 0.008, 0.03
GONE_BY_AUTUMN, SPLITS, EXTRA_CHILD = 0.02, 0.01, 0.15
CUT_OFF = {"2022S": date(2022, 3, 31), "2022A": date(2022, 9, 30)}
YEAR_STARTS = {"2022S": date(2021, 9, 1), "2022A": date(2022, 9, 1)}
RELEASES = {"2022S": date(2022, 3, 20), "2022A": date(2022, 9, 20)}
# Where the other children of listed households are: what (share, ages) the comparison has to find out.
AWAY = (
    ("baby", 20, (0, 2)),
    ("home", 25, (3, 5)),
    ("elsewhere", 25, (6, 14)),
    ("dropout", 2, (7, 14)),
    ("finished", 28, (15, 19)),
)
DAY_CATEGORIES = frozenset({"LIFTED", "MON_UNSTABLE", "MON_EDGE", "MON_SUDDEN", "DIBAO_RURAL", "TEKUN"})
SEVERE = DAY_CATEGORIES | {"ORPHAN", "UNATTENDED", "MARTYR", "DIBAO_URBAN"}
WATCH_CODES = {"脱贫不稳定户": "MON_UNSTABLE", "边缘易致贫户": "MON_EDGE", "突发严重困难户": "MON_SUDDEN"}
AID_CODES = {"农村低保": "DIBAO_RURAL", "城市低保": "DIBAO_URBAN", "特困分散": "TEKUN", "特困集中": "TEKUN"}


def strike(homes: Iterable[Household], settlers: Settlers) -> None:
    """Lay hardship over the households; listed ones also get the children that are in no school of the county."""
    rng = settlers.rng
    for home in homes:
        _farm_household(home, rng)
        home.aid = _civil_aid(home, rng)
        for adult in home.adults:
            if rng.random() < DISABLED_ADULT:
                adult.disability = _disability(rng)
        for child in home.children:
            _child(child, rng)
        if home.listed and rng.random() < EXTRA_CHILD:
            home.children.append(_absent_child(home, settlers))


def childless(settlers: Settlers, count: int) -> list[Household]:
    """Listed households without a child: most rows of the real lists concern no pupil at all."""
    homes = []
    for _ in range(count):
        home = settlers.household()
        home.urban = False
        settlers.settle_adults(home, eldest=date(settlers.rng.randint(1975, 1995), 6, 1))
        home.lifted = True
        homes.append(home)
    return homes


def _farm_household(home: Household, rng: Random) -> None:
    if home.urban:
        return
    home.lifted = rng.random() < LIFTED
    draw = rng.random()
    if home.lifted and draw < UNSTABLE_OF_LIFTED:
        home.watch = _watch("脱贫不稳定户", rng)
    elif not home.lifted and draw < EDGE + SUDDEN:
        home.watch = _watch("边缘易致贫户" if draw < EDGE else "突发严重困难户", rng)
    home.gone_by_autumn = home.listed and rng.random() < GONE_BY_AUTUMN
    home.splits = home.listed and not home.gone_by_autumn and rng.random() < SPLITS


def _watch(kind: str, rng: Random) -> Watch:
    """One in five is new between the releases; of the others half have the risk removed, some get it back."""
    if rng.random() < 0.2:
        return Watch(kind, _between(rng, date(2022, 4, 1), date(2022, 9, 10)))
    watch = Watch(kind, _between(rng, date(2020, 3, 1), date(2021, 6, 30)))
    draw = rng.random()
    if draw < 0.35:
        watch.removed = _between(rng, date(2021, 7, 1), date(2022, 2, 28))
    elif draw < 0.55:
        watch.removed = _between(rng, date(2022, 4, 1), date(2022, 9, 10))
    if watch.removed and watch.removed < RELEASES["2022S"] and rng.random() < 0.1:
        watch.back_on = _between(rng, date(2022, 5, 1), date(2022, 8, 31))
    elif watch.removed is None and kind == "突发严重困难户" and rng.random() < 0.25:
        watch.later_kind = "边缘易致贫户"
    return watch


def _civil_aid(home: Household, rng: Random) -> Aid | None:
    draw = rng.random()
    limits = (("城市低保", URBAN_DIBAO if home.urban else 0.0),)
    if not home.urban:
        limits = (("农村低保", RURAL_DIBAO_OF_LIFTED if home.lifted else RURAL_DIBAO),)
    for kind, share in (*limits, ("低保边缘家庭", LOW_EDGE), ("刚性支出困难家庭", RIGID)):
        if draw < share:
            return _dated(kind, rng)
        draw -= share
    return None


def _child(child: Child, rng: Random) -> None:
    if rng.random() < TEKUN:
        child.aid = _dated(rng.choice(("特困分散", "特困集中")), rng)
    draw = rng.random()
    if draw < ORPHAN + UNATTENDED:
        child.orphan = _dated("孤儿" if draw < ORPHAN else "事实无人抚养", rng)
    child.martyr = rng.random() < MARTYR
    if rng.random() < (0.9 if child.special else DISABLED_CHILD):
        child.disability = _disability(rng)


def _dated(kind: str, rng: Random) -> Aid:
    """Most run on; some begin or end around the cut-off months."""
    draw = rng.random()
    if draw < 0.06:
        return Aid(kind, (2022, rng.randint(3, 10)))
    until = (2022, rng.randint(2, 11)) if draw > 0.92 else None
    return Aid(kind, (rng.randint(2017, 2021), rng.randint(1, 12)), until)


def _disability(rng: Random) -> Disability:
    found = Disability(rng.randint(1, 7), rng.randint(1, 4))
    draw = rng.random()
    if draw < 0.06:
        found.state = rng.choice(("注销", "过期", "冻结"))
    elif draw < 0.4:
        found.until = _between(rng, date(2021, 6, 1), date(2031, 12, 31))
    return found


def _absent_child(home: Household, settlers: Settlers) -> Child:
    rng = settlers.rng
    away, _share, ages = rng.choices(AWAY, [row[1] for row in AWAY])[0]
    age = rng.randint(*ages)
    born = date(2022 - age - 1, 9, 1) + timedelta(days=rng.randrange(365))
    child = settlers.child(home, born, position=max(-1, age - 4))
    child.away, child.papers, child.former_id = away, "held", ""
    return child


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def watch_on(home: Household, release: date) -> Watch | None:
    """The household's monitoring entry as the release of that day shows it."""
    watch = home.watch
    if watch is None or watch.seen > release:
        return None
    kind = watch.later_kind if watch.later_kind and release >= RELEASES["2022A"] else watch.kind
    removed = watch.removed if watch.removed and watch.removed <= release else None
    if watch.back_on and watch.back_on <= release:
        removed = None
    return Watch(kind, watch.seen, removed)


def on_list(home: Household, release: date) -> bool:
    if home.gone_by_autumn and release >= RELEASES["2022A"]:
        return False
    return home.lifted or watch_on(home, release) is not None


def runs(aid: Aid | None, day: date) -> bool:
    month = (day.year, day.month)
    return aid is not None and aid.since <= month and (aid.until is None or aid.until > month)


def categories(place: Place, term: str) -> set[str]:
    """What the lists should give this child: used to fill the determinations, never to judge the check."""
    child, home, day = place.child, place.child.household, CUT_OFF[term]
    held = {AID_CODES.get(aid.kind, "") for aid in (home.aid, child.aid) if aid is not None and runs(aid, day)} - {""}
    if on_list(home, RELEASES[term]):
        watch = watch_on(home, RELEASES[term])
        if home.lifted:
            held.add("LIFTED")
        if watch and (watch.removed is None or watch.removed >= YEAR_STARTS[term]):
            held.add(WATCH_CODES[watch.kind])
    if child.orphan is not None and runs(child.orphan, day):
        held.add("ORPHAN" if child.orphan.kind == "孤儿" else "UNATTENDED")
    if child.martyr:
        held.add("MARTYR")
    if child.disability is not None and _valid(child.disability, day):
        held.add("DIS_STU")
    return held


def _valid(found: Disability, day: date) -> bool:
    return found.state == "正常" and (found.until is None or found.until >= day)
