"""Columns that a unit's own files call otherwise: said once by a person, known from then on (features.md A5)."""

from collections.abc import Collection, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, User
from students.actions import roster_uploads
from students.actions.terms import open_term
from students.choices import UploadStatus
from students.models import LearnedHeading, RosterUpload
from students.reports.roster_headings import learned, nameable
from students.sheets.rosters import ROSTER


@transaction.atomic
def learn(*, upload: RosterUpload, names: Mapping[str, str], by: User, post: bool = True) -> RosterUpload:
    """`names`: column of the file → the roster's heading, '' to forget it; then the file is checked anew with them."""
    open_term(upload.term_id)
    upload = roster_uploads.free(upload)
    if UploadStatus.CHECKED not in upload.open_moves():
        raise Refused(_("这份花名册已不在校验阶段。请查看它的最新状态。"))
    _demand(names, nameable(upload))
    before = learned(upload.unit)
    _keep(upload.unit, names, by)
    after = learned(upload.unit)
    if after == before:
        raise Refused(_("还没有指明哪一列对应什么。"))
    audit.record("students.roster.headings_learned", by=by, target=upload, unit=upload.unit, before=before, after=after)
    return roster_uploads.start_check(upload, by, post)


def _demand(names: Mapping[str, str], known: Collection[str]) -> None:
    foreign = [name for name in names if name not in known]
    if foreign:
        raise Refused(_("文件里没有“%(name)s”这一列，请刷新页面后再选。") % {"name": foreign[0]})
    chosen = [heading for heading in names.values() if heading]
    twice = next((heading for heading in chosen if chosen.count(heading) > 1), "")
    if twice:
        raise Refused(_("有两列都对应到“%(heading)s”，请只留一列。") % {"heading": twice})
    if not set(chosen) <= set(ROSTER.headings):
        raise Refused(_("花名册里没有要对应的列，请从列表中选择。"))


def _keep(unit: OrgUnit, names: Mapping[str, str], by: User) -> None:
    LearnedHeading.objects.filter(unit=unit, name__in=[name for name, heading in names.items() if not heading]).delete()
    for name, heading in names.items():
        if heading:
            LearnedHeading.objects.update_or_create(unit=unit, name=name, defaults={"heading": heading, "learned_by": by})
