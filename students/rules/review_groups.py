"""Whether a group that weighs applications is one: size, who must sit in it, and how many came (domain.md 3.3)."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

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


def lacks_of(level: str, seats: Iterable[Seat], least: int) -> list[str]:
    """Sentences that say why the group could not decide; none where it could. A student or a parent speaks for families."""
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
    if not came[Capacity.STUDENT] and not came[Capacity.PARENT]:
        lacks.append(_("缺少到会的学生代表或家长代表"))
    return lacks
