"""The radar: standing warnings by place and kind, how late they are, and how many each release has raised."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from aid_portal.charts import Chart, Series
from aid_portal.choices import OrgKind
from aid_portal.links import rows
from aid_portal.models import OrgUnit, User
from students.models import Release
from supervision.models import EarlyWarning
from supervision.warning_choices import ALL, ELSEWHERE, STANDING, WarningKind, WarningStatus

ENTRY = "supervision:warning-list"
MOST_RELEASES = 12
RECENT = timedelta(30)
SOON = timedelta(3)


@dataclass(frozen=True, slots=True)
class Cell:
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One place: its cells in the order of the matrix's kinds, then the sum of them; `code` is empty where it is no unit."""

    name: str
    url: str
    cells: Sequence[Cell]
    total: Cell
    code: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    kinds: Sequence[WarningKind]
    lines: Sequence[Line]
    total: Line


@dataclass(frozen=True, slots=True)
class Figures:
    standing: int
    late: int
    soon: int
    mended: int
    closed: int


def figures(user: User, day: date) -> Figures:
    found = EarlyWarning.objects.visible_to(user).aggregate(
        standing=Count("pk", filter=Q(status__in=STANDING)),
        late=Count("pk", filter=Q(status__in=STANDING, due_on__lt=day)),
        soon=Count("pk", filter=Q(status__in=STANDING, due_on__gte=day, due_on__lte=day + SOON)),
        mended=Count("pk", filter=Q(status=WarningStatus.MENDED, settled_at__date__gt=day - RECENT)),
        closed=Count("pk", filter=Q(status=WarningStatus.CLOSED, settled_at__date__gt=day - RECENT)),
    )
    return Figures(**found)


def by_town(user: User) -> Matrix:
    """The units right below the bureau; what no place could be found for stands last."""
    counted = _counted(EarlyWarning.objects.visible_to(user).standing())
    units = OrgUnit.objects.visible_to(user).filter(parent__kind=OrgKind.BUREAU).order_by("path")
    places = [(unit.name, rows("supervision:radar-unit", unit.pk), {"town": unit.code}, unit.path) for unit in units]
    return _matrix(counted, [*places, (_("未对上镇街"), "", {"town": ELSEWHERE}, "")])


def by_school(user: User, unit: OrgUnit) -> Matrix:
    """The schools below the unit, and the unit itself for children who are in no roster."""
    inside = EarlyWarning.objects.visible_to(user).standing().filter(place__path__startswith=unit.path)
    counted = _counted(inside, deep=True)
    known = {path for path, _kind in counted}
    units = OrgUnit.objects.visible_to(user).filter(path__in=known).order_by("path")
    places = [(_name(each, unit), "", {"school": each.code}, each.path) for each in units]
    return _matrix(counted, places)


class Raised(NamedTuple):
    """What a release has raised, and how many of that still stand."""

    release: Release
    raised: int
    standing: int


def raised(user: User) -> list[Raised]:
    """By the newest releases that raised anything, the newest last."""
    own = EarlyWarning.objects.visible_to(user).exclude(release=None).order_by()
    counted = own.values("release").annotate(raised=Count("pk"), standing=Count("pk", filter=Q(status__in=STANDING)))
    found = {each["release"]: (each["raised"], each["standing"]) for each in counted}
    newest = Release.objects.filter(pk__in=found).order_by("-data_date", "-accepted_at")[:MOST_RELEASES]
    return [Raised(each, *found[each.pk]) for each in newest][::-1]


def trend(user: User) -> Chart | None:
    if not (told := raised(user)):
        return None
    links = [rows(ENTRY, release=each.release.pk, state=ALL) for each in told]
    series = [Series(_("产生预警"), [each.raised for each in told]), Series(_("其中未结束"), [each.standing for each in told])]
    names = [str(each.release) for each in told]
    return Chart(
        "warning-trend", _("各期名单产生的预警"), names, series, "row", unit=_("条"), category_label=_("名单"), links=links
    )  # fmt: skip


def _counted(warnings: QuerySet, *, deep: bool = False) -> Counter[tuple[str, str]]:
    """By the path of the place (its first part only, unless `deep`) and by kind."""
    counted: Counter[tuple[str, str]] = Counter()
    for path, kind, number in warnings.order_by().values_list("place__path", "kind").annotate(Count("pk")):
        counted[path if deep else _town(path), kind] += number
    return counted


def _town(path: str) -> str:
    """`/town/school/` lies in `/town/`; the bureau's own path is no town's."""
    first = path.strip("/").split("/")[0]
    return f"/{first}/" if first else ""


def _name(unit: OrgUnit, above: OrgUnit) -> str:
    return _("%(unit)s（未在校）") % {"unit": unit.name} if unit == above and not unit.is_school else unit.name


def _matrix(counted: Counter[tuple[str, str]], places: Iterable[tuple[str, str, dict[str, str], str]]) -> Matrix:
    """Kinds that nobody has are left out, and places without any."""
    kinds = [kind for kind in WarningKind if any(found == kind for _path, found in counted)]
    lines = [_line(counted, kinds, *place) for place in places]
    sums = [Cell(sum(line.cells[place].count for line in lines), rows(ENTRY, kind=kind)) for place, kind in enumerate(kinds)]
    total = Line(_("合计"), "", sums, Cell(sum(line.total.count for line in lines), rows(ENTRY)))
    return Matrix(kinds, [line for line in lines if line.total.count], total)


def _line(
    counted: Counter[tuple[str, str]], kinds: Sequence[WarningKind], name: str, url: str, query: dict[str, str], path: str
) -> Line:
    cells = [Cell(counted[path, kind], rows(ENTRY, kind=kind, **query)) for kind in kinds]
    return Line(
        name, url, cells, Cell(sum(cell.count for cell in cells), rows(ENTRY, **query)), code=path.strip("/").split("/")[-1]
    )
