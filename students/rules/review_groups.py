"""Whether a group that weighs applications is one: size, who must sit in it, and how many came (domain.md 3.3)."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from aid_portal.choices import SchoolType
from students.determination_choices import Capacity, MeetingLevel

# Two thirds of the members make a quorum; a fraction in whole numbers, so that 3 of 5 is not enough and 4 of 6 is.
QUORUM = (2, 3)
NEEDED = {
    MeetingLevel.CLASS: (Capacity.TEACHER,),
    MeetingLevel.SCHOOL: (Capacity.LEADER, Capacity.OFFICER, Capacity.TEACHER),
}


class Seat(NamedTuple):
    name: str
    capacity: str
    present: bool


def capacities_of(school_type: str) -> list[tuple[str, Any]]:
    """As what somebody may sit: a kindergarten's children are too small to weigh what other families live on."""
    small = school_type == SchoolType.KINDERGARTEN
    return [choice for choice in Capacity.choices if not (small and choice[0] == Capacity.STUDENT)]


def lacks_of(level: str, seats: Iterable[Seat], least: int, school_type: str) -> list[str]:
    """Sentences that say why the group could not decide; none where it could."""
    seats = list(seats)
    present = [seat for seat in seats if seat.present]
    lacks = []
    if len(seats) < least:
        lacks.append(_("小组成员%(count)d人，至少应有%(least)d人") % {"count": len(seats), "least": least})
    if len(present) * QUORUM[1] < len(seats) * QUORUM[0]:
        words = {"present": len(present), "count": len(seats)}
        lacks.append(_("到会%(present)d人，不足成员%(count)d人的三分之二") % words)
    if twice := sorted({name for (name, _as), count in Counter(seat[:2] for seat in seats).items() if count > 1}):
        lacks.append(_("%(names)s登记了两次") % {"names": "、".join(twice)})
    came = Counter(seat.capacity for seat in present)
    lacks += [_("缺少到会的%(who)s") % {"who": Capacity(each).label} for each in NEEDED[MeetingLevel(level)] if not came[each]]
    return lacks + _unspoken_for(seats, came, school_type)


def _unspoken_for(seats: Iterable[Seat], came: Counter[str], school_type: str) -> list[str]:
    """A student or a parent speaks for families, in a kindergarten a parent alone."""
    lacks = []
    with_students = Capacity.STUDENT in dict(capacities_of(school_type))
    if not with_students and any(seat.capacity == Capacity.STUDENT for seat in seats):
        lacks.append(_("幼儿园的小组由家长代表参加，不设学生代表"))
    if not came[Capacity.PARENT] and not (with_students and came[Capacity.STUDENT]):
        lacks.append(_("缺少到会的学生代表或家长代表") if with_students else _("缺少到会的家长代表"))
    return lacks
