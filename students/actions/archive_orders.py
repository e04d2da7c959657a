"""order, propose: who may have a school's files of a round packed, many whole ones after a second person's word; on record."""

import base64
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal import audit, crypto, jobs
from aid_portal.actions import exports, unmask_requests
from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.errors import Refused, refuse_empty
from aid_portal.links import rows
from aid_portal.models import JobRun, OrgUnit, UnmaskRequest, User
from aid_portal.permissions import Permission
from aid_portal.unmasking import EXPORT_ROWS
from students.models import DeterminationRound
from students.reports.archives import filed

KIND = "students.archive"


@transaction.atomic
def order(*, round: DeterminationRound, school: OrgUnit, masked: bool = True, reason: str, by: User) -> JobRun:
    """Start the job; with whole numbers and the scans only for who may take these away, a grant is used up by it."""
    refuse_empty(reason, _("请写明事由：办什么事，为什么需要档案资料。"))
    User.objects.locked().get(pk=by.pk)  # ordered at once, each would count without the others
    children = filed(round, school, by).count()
    grant = grant_for(round, school, by) if not masked and _is_much(children, by) else None
    refuse(children, masked, by, granted=grant.row_count if grant else 0)
    key = uuid4().hex
    sealed = base64.b64encode(crypto.seal({"reason": reason.strip()}, aad=_aad(key))).decode()
    params = {"round": round.pk, "school": school.pk, "masked": masked, "key": key, "sealed": sealed}
    if grant:
        params |= {"granted": grant.row_count, "granted_by": grant.decided_by.name}
        unmask_requests.use(request=grant, by=by)
    run = jobs.start(KIND, by=by, title=_title(school), params=params, unit=school, total=children)
    record("ordered", run, school, {"round": str(round), "rows": children, "masked": masked, "reason": reason.strip()}, by)
    return run


@transaction.atomic
def propose(*, round: DeterminationRound, school: OrgUnit, reason: str, by: User) -> UnmaskRequest:
    """Ask a second person for this school's whole files; what is granted is one package."""
    children = filed(round, school, by).count()
    _refuse_unfit(children, masked=False, by=by)
    if not _is_much(children, by):
        raise Refused(_("不超过%(most)s人，不用申请，可以直接打包。") % {"most": EXPORT_ROWS}, code="no_need")
    if grant_for(round, school, by, UnmaskStatus.PROPOSED, UnmaskStatus.GRANTED):
        raise Refused(_("同样的申请已经提交过，请在“查看完整信息的申请”中查看。"), code="already_proposed")
    params = {"mark": _mark(round, school), "page": rows("students:round-archive", round.pk, school.pk)}
    what = f"{_title(school)} {round}"
    return unmask_requests.propose(kind=UnmaskKind.EXPORT, what=what, reason=reason, row_count=children, params=params, by=by)


def grant_for(round: DeterminationRound, school: OrgUnit, by: User, *status: str) -> UnmaskRequest | None:
    """The newest request of this person for exactly these files, granted unless another status is asked for."""
    mine = UnmaskRequest.objects.filter(kind=UnmaskKind.EXPORT, requested_by=by, params__mark=_mark(round, school))
    return mine.filter(status__in=status or [UnmaskStatus.GRANTED]).first()


def refuse(children: int, masked: bool, by: User, *, granted: int = 0, besides: JobRun | None = None) -> None:
    """Asked when it is ordered and again when it is packed."""
    _refuse_unfit(children, masked=masked, by=by)
    if not masked and children > granted and _is_much(children, by, besides):
        message = _("一天内完整取走累计超过%(most)s人须另一人批准。请提交申请，批准后再打包；或改取脱敏的资料包。")
        raise Refused(message % {"most": EXPORT_ROWS}, code=exports.NEEDS_GRANT)


def reason_of(run: JobRun) -> str:
    return crypto.unseal(base64.b64decode(run.params["sealed"]), aad=_aad(run.params["key"]))["reason"]


def record(past: str, run: JobRun, school: OrgUnit, after: dict[str, Any], by: User) -> None:
    audit.record(f"students.archive.{past}", by=by, target=run, unit=school, after=after)


def _refuse_unfit(children: int, *, masked: bool, by: User) -> None:
    if not (by.has(Permission.EXPORT) and by.has(Permission.ROUND_VIEW)) or not (masked or by.has(Permission.EXPORT_UNMASKED)):
        raise Refused(_("您现在没有取走这份档案资料的权限。"), code="no_permission")
    if not children:
        raise Refused(_("这所学校本轮还没有申请，没有档案可以打包。"), code="nothing")


def _is_much(children: int, by: User, besides: JobRun | None = None) -> bool:
    """With the whole rows of the last day that no second person allowed."""
    return exports.taken_whole(by, besides=besides) + children > EXPORT_ROWS


def _title(school: OrgUnit) -> str:
    return _("%(school)s认定档案资料包") % {"school": school}


def _mark(round: DeterminationRound, school: OrgUnit) -> str:
    return crypto.blind_index("content", f"archive\n{round.pk}\n{school.pk}").hex()


def _aad(key: str) -> str:
    return f"archive-package|{key}"
