"""What rests on an accepted roster: the floors above say so here, so that an undo can name it."""

from collections.abc import Callable, Iterable

from django.db.models import F
from django.utils.translation import gettext as _

from students.choices import MergeStatus
from students.models import Application, ApplicationCode, Enrolment

# given the ids of enrolments, sentences that say what rests on them
Dependants = Callable[[Iterable[int]], list[str]]
_registered: list[Dependants] = []


def register_dependants(dependants: Dependants) -> None:
    _registered.append(dependants)


def dependants_of(enrolment_ids: Iterable[int]) -> list[str]:
    ids = list(enrolment_ids)
    return [sentence for dependants in _registered for sentence in dependants(ids)]


def joined_files(enrolment_ids: Iterable[int]) -> list[str]:
    """Two files that were joined after the roster came: what it says may be why they are one child."""
    rows = Enrolment.objects.filter(pk__in=list(enrolment_ids), student__merges_kept__status=MergeStatus.MERGED)
    joined = rows.filter(student__merges_kept__decided_at__gt=F("upload__accepted_at"))
    count = joined.values("student__merges_kept").distinct().count()
    return [_("%(count)d次学生档案合并（请先在“档案合并”中撤销）") % {"count": count}] if count else []


register_dependants(joined_files)


def applications(enrolment_ids: Iterable[int]) -> list[str]:
    """What was asked for and found on the ground of the roster."""
    ids = list(enrolment_ids)
    count = Application.objects.filter(enrolment__in=ids).count()
    codes = ApplicationCode.objects.filter(enrolment__in=ids).count()
    said = [_("%(count)d份认定申请") % {"count": count}] if count else []
    return said + ([_("%(count)d个已发出的申请码") % {"count": codes}] if codes else [])


register_dependants(applications)
