"""The one permission table: which role may do what; the unit of the assignment limits the rows."""

from collections.abc import Callable, Iterable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from rest_framework.permissions import BasePermission

from aid_portal.choices import OrgKind, Role


class Permission(TextChoices):
    USER_VIEW = "user_view", _("查看用户")
    USER_MANAGE = "user_manage", _("管理用户")
    ROLE_PROPOSE = "role_propose", _("提出任职")
    ROLE_GRANT = "role_grant", _("批准任职")
    UNIT_VIEW = "unit_view", _("查看机构")
    UNIT_MANAGE = "unit_manage", _("管理机构")
    AUDIT_VIEW = "audit_view", _("查看审计记录")
    JOB_VIEW = "job_view", _("查看后台任务")
    JOB_MANAGE = "job_manage", _("取消、重试他人的后台任务")
    TERM_VIEW = "term_view", _("查看学期")
    TERM_MANAGE = "term_manage", _("锁定学期、设定基准日")
    STUDENT_VIEW = "student_view", _("查看学生")
    STUDENT_MERGE = "student_merge", _("合并学生档案")
    ROSTER_VIEW = "roster_view", _("查看花名册")
    ROSTER_UPLOAD = "roster_upload", _("上传花名册")
    ROSTER_UPLOAD_COUNTY = "roster_upload_county", _("上传全县花名册")
    RECORD_VIEW = "record_view", _("查看部门名单")
    RECORD_UPLOAD = "record_upload", _("上传部门名单")
    REVIEW_VIEW = "review_view", _("查看核对队列")
    REVIEW_ANSWER = "review_answer", _("核对比对结果")
    PROOF_VIEW = "proof_view", _("查看县外就读证明")
    PROOF_SUBMIT = "proof_submit", _("登记县外就读证明")
    PROOF_VERIFY = "proof_verify", _("核验县外就读证明")
    CHECK_VIEW = "check_view", _("查看资格比对")
    CHECK_RUN = "check_run", _("发起资格比对")
    DECISION_VIEW = "decision_view", _("查看资助结果")
    POLICY_VIEW = "policy_view", _("查看政策标准")
    POLICY_EDIT = "policy_edit", _("起草政策标准")
    POLICY_APPROVE = "policy_approve", _("批准政策标准")
    EXPORT = "export", _("导出（脱敏）")
    EXPORT_UNMASKED = "export_unmasked", _("导出（不脱敏）")
    REVEAL = "reveal", _("查看完整证件号")
    UNMASK_APPROVE = "unmask_approve", _("批准大量查看或导出完整信息")
    HOLIDAY_MANAGE = "holiday_manage", _("维护节假日")


P = Permission
_SCHOOL = {P.UNIT_VIEW, P.JOB_VIEW, P.TERM_VIEW, P.STUDENT_VIEW, P.ROSTER_VIEW, P.DECISION_VIEW, P.POLICY_VIEW}
_COUNTY = _SCHOOL | {P.RECORD_VIEW, P.REVIEW_VIEW, P.CHECK_VIEW, P.EXPORT, P.PROOF_VIEW}

ROLES: dict[Role, frozenset[Permission]] = {
    Role.CLASS_TEACHER: frozenset({P.STUDENT_VIEW, P.POLICY_VIEW, P.TERM_VIEW}),
    Role.SCHOOL_OFFICER: frozenset(_SCHOOL | {P.ROSTER_UPLOAD, P.EXPORT, P.REVEAL, P.PROOF_VIEW, P.PROOF_SUBMIT}),
    Role.SCHOOL_LEADER: frozenset(_SCHOOL | {P.EXPORT}),
    Role.CENTRAL_OFFICER: frozenset(_SCHOOL | {P.ROSTER_UPLOAD, P.EXPORT, P.REVEAL, P.PROOF_VIEW, P.PROOF_SUBMIT}),
    Role.COUNTY_CLERK: frozenset(
        _COUNTY
        | {P.ROSTER_UPLOAD, P.ROSTER_UPLOAD_COUNTY, P.RECORD_UPLOAD, P.REVIEW_ANSWER, P.CHECK_RUN, P.POLICY_EDIT}
        | {P.PROOF_SUBMIT, P.REVEAL, P.EXPORT_UNMASKED, P.STUDENT_MERGE}
    ),
    Role.COUNTY_REVIEWER: frozenset(
        _COUNTY | {P.REVIEW_ANSWER, P.CHECK_RUN, P.PROOF_VERIFY, P.REVEAL, P.STUDENT_MERGE, P.EXPORT_UNMASKED}
    ),
    Role.COUNTY_APPROVER: frozenset(
        _COUNTY | {P.TERM_MANAGE, P.POLICY_APPROVE, P.UNMASK_APPROVE, P.PROOF_VERIFY, P.REVEAL, P.EXPORT_UNMASKED}
    ),
    Role.FINANCE: frozenset(_SCHOOL | {P.EXPORT, P.EXPORT_UNMASKED, P.REVEAL}),
    Role.INSPECTOR: frozenset(_SCHOOL | {P.CHECK_VIEW, P.PROOF_VIEW}),
    Role.AUDITOR: frozenset(_COUNTY | {P.AUDIT_VIEW, P.EXPORT_UNMASKED, P.REVEAL}),
    Role.SYSTEM_ADMIN: frozenset(
        {P.USER_VIEW, P.USER_MANAGE, P.ROLE_PROPOSE, P.UNIT_VIEW, P.UNIT_MANAGE, P.JOB_VIEW, P.JOB_MANAGE, P.HOLIDAY_MANAGE}
    ),
    Role.SECURITY_ADMIN: frozenset({P.USER_VIEW, P.ROLE_GRANT, P.UNIT_VIEW}),
    Role.AUDIT_ADMIN: frozenset({P.AUDIT_VIEW, P.USER_VIEW, P.UNIT_VIEW}),
}
del P

# At which kinds of unit a role can be held: the unit decides which rows are seen, so a school role at the bureau would see all.
_AT_SCHOOL, _AT_TOWN = frozenset({OrgKind.SCHOOL}), frozenset({OrgKind.TOWN, OrgKind.DIRECT_UNIT})
_AT_BUREAU = frozenset({OrgKind.BUREAU})
ROLE_UNITS: dict[Role, frozenset[OrgKind]] = {
    **dict.fromkeys(Role, _AT_BUREAU),
    Role.CLASS_TEACHER: _AT_SCHOOL,
    Role.SCHOOL_OFFICER: _AT_SCHOOL,
    Role.SCHOOL_LEADER: _AT_SCHOOL,
    Role.CENTRAL_OFFICER: _AT_TOWN,
    Role.INSPECTOR: _AT_BUREAU | _AT_TOWN,
    Role.AUDITOR: _AT_BUREAU | _AT_TOWN | _AT_SCHOOL,
}


# The departments' lists name people of the whole county and belong to no unit: held below the bureau, no role opens them.
BUREAU_ONLY = frozenset({Permission.RECORD_VIEW})


def permissions_of(assignments: Iterable[tuple[str, str]]) -> frozenset[Permission]:
    """What roles, each with the kind of unit it is held at, allow together."""
    return frozenset().union(*(_permissions_at(Role(role), kind) for role, kind in assignments))


def _permissions_at(role: Role, kind: str) -> frozenset[Permission]:
    return ROLES[role] if kind == OrgKind.BUREAU else ROLES[role] - BUREAU_ONLY


def require(permission: Permission) -> Callable:
    """The first sentence of a view: may you? Without the permission the answer is 403."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.has(permission):
                raise PermissionDenied(permission.label)
            return view(request, *args, **kwargs)

        guarded.permission = permission
        return guarded

    return decorate


class HasPermission(BasePermission):
    """The same table for the API: a view names `permission`, a viewset may name one per action."""

    def has_permission(self, request, view) -> bool:
        by_action = getattr(view, "action_permissions", {})
        needed = by_action.get(getattr(view, "action", None), getattr(view, "permission", None))
        return bool(needed) and request.user.is_authenticated and request.user.has(needed)
