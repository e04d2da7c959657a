"""Enumerations of the ground floor: units, schools, roles, jobs; each life stands beside its states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrgKind(TextChoices):
    BUREAU = "bureau", _("县局")
    TOWN = "town", _("镇街")
    DIRECT_UNIT = "direct_unit", _("局直单位")
    SCHOOL = "school", _("学校")


KINDS_BELOW_THE_BUREAU = [(kind, label) for kind, label in OrgKind.choices if kind != OrgKind.BUREAU]


class SchoolType(TextChoices):
    KINDERGARTEN = "kindergarten", _("幼儿园")
    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    NINE_YEAR = "nine_year", _("九年一贯制")
    SENIOR = "senior", _("普通高中")
    COMPLETE = "complete", _("完全中学")
    TWELVE_YEAR = "twelve_year", _("十二年一贯制")
    VOCATIONAL = "vocational", _("中职")
    SPECIAL = "special", _("特殊教育")


class SchoolStage(TextChoices):
    KINDERGARTEN = "kindergarten", _("学前")
    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("普高")
    VOCATIONAL = "vocational", _("中职")


class Role(TextChoices):
    """Who does what (domain.md 1.2); the unit of an assignment limits the rows."""

    CLASS_TEACHER = "class_teacher", _("班主任")
    SCHOOL_OFFICER = "school_officer", _("学校资助专干")
    SCHOOL_LEADER = "school_leader", _("校长（分管校长）")
    CENTRAL_OFFICER = "central_officer", _("中心校资助员")
    COUNTY_CLERK = "county_clerk", _("县资助中心经办")
    COUNTY_REVIEWER = "county_reviewer", _("县资助中心审核员")
    COUNTY_APPROVER = "county_approver", _("县资助中心审批人")
    FINANCE = "finance", _("财务")
    INSPECTOR = "inspector", _("督查组成员")
    AUDITOR = "auditor", _("审计")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


class AssignmentStatus(TextChoices):
    PROPOSED = "proposed", _("待安全管理员批准")
    GRANTED = "granted", _("已生效")
    REFUSED = "refused", _("未批准")
    REVOKED = "revoked", _("已撤销")
    WITHDRAWN = "withdrawn", _("已收回")


ASSIGNMENT_MOVES = {
    AssignmentStatus.PROPOSED: {AssignmentStatus.GRANTED, AssignmentStatus.REFUSED, AssignmentStatus.WITHDRAWN},
    AssignmentStatus.GRANTED: {AssignmentStatus.REVOKED},
}


class TokenStatus(TextChoices):
    PROPOSED = "proposed", _("待安全管理员签发")
    ISSUED = "issued", _("使用中")
    REFUSED = "refused", _("未签发")
    REVOKED = "revoked", _("已撤销")


TOKEN_MOVES = {
    TokenStatus.PROPOSED: {TokenStatus.ISSUED, TokenStatus.REFUSED},
    TokenStatus.ISSUED: {TokenStatus.REVOKED},
}


class JobStatus(TextChoices):
    QUEUED = "queued", _("排队中")
    RUNNING = "running", _("进行中")
    CANCELLING = "cancelling", _("正在取消")
    CANCELLED = "cancelled", _("已取消")
    DONE = "done", _("已完成")
    FAILED = "failed", _("未完成")


JOB_MOVES = {
    JobStatus.QUEUED: {JobStatus.RUNNING, JobStatus.CANCELLING, JobStatus.FAILED},
    JobStatus.RUNNING: {JobStatus.CANCELLING, JobStatus.DONE, JobStatus.FAILED},
    JobStatus.CANCELLING: {JobStatus.CANCELLED, JobStatus.DONE, JobStatus.FAILED},
    JobStatus.FAILED: {JobStatus.QUEUED},
}


class ChunkStep(TextChoices):
    """A run is planned once, worked in parts, finished once; each step is leased like any other part."""

    PLAN = "plan", _("准备")
    WORK = "work", _("处理")
    FINISH = "finish", _("收尾")


class ChunkStatus(TextChoices):
    WAITING = "waiting", _("等待")
    DONE = "done", _("完成")
    FAILED = "failed", _("失败")


class UnmaskKind(TextChoices):
    EXPORT = "export", _("导出")
    REVEAL = "reveal", _("查看")


class UnmaskStatus(TextChoices):
    PROPOSED = "proposed", _("待批准")
    GRANTED = "granted", _("已批准")
    REFUSED = "refused", _("未批准")
    USED = "used", _("已使用")


UNMASK_MOVES = {
    UnmaskStatus.PROPOSED: {UnmaskStatus.GRANTED, UnmaskStatus.REFUSED},
    UnmaskStatus.GRANTED: {UnmaskStatus.USED},
}


# What a type of school teaches, and how many grades a stage has (eligibility.md 1).
STAGES_OF_TYPE: dict[str, tuple[SchoolStage, ...]] = {
    SchoolType.KINDERGARTEN: (SchoolStage.KINDERGARTEN,),
    SchoolType.PRIMARY: (SchoolStage.PRIMARY,),
    SchoolType.JUNIOR: (SchoolStage.JUNIOR,),
    SchoolType.NINE_YEAR: (SchoolStage.PRIMARY, SchoolStage.JUNIOR),
    SchoolType.SENIOR: (SchoolStage.SENIOR,),
    SchoolType.COMPLETE: (SchoolStage.JUNIOR, SchoolStage.SENIOR),
    SchoolType.TWELVE_YEAR: (SchoolStage.PRIMARY, SchoolStage.JUNIOR, SchoolStage.SENIOR),
    SchoolType.VOCATIONAL: (SchoolStage.VOCATIONAL,),
    SchoolType.SPECIAL: (SchoolStage.PRIMARY, SchoolStage.JUNIOR),
}
GRADES_OF_STAGE: dict[str, int] = {
    SchoolStage.KINDERGARTEN: 3,
    SchoolStage.PRIMARY: 6,
    SchoolStage.JUNIOR: 3,
    SchoolStage.SENIOR: 3,
    SchoolStage.VOCATIONAL: 3,
}
