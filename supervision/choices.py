"""Enumerations of the supervision floor; the moves of each thing stand beside its states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """What is looked at (domain.md 8.3)."""

    AID = "aid", _("资助政策")
    DROPOUT = "dropout", _("控辍保学")
    FOOD = "food", _("食品安全")
    MEAL_MONEY = "meal_money", _("营养改善资金")
    PUBLICITY = "publicity", _("宣传")
    RECORDS = "records", _("档案资料")
    OTHER = "other", _("其他")


class Severity(TextChoices):
    MINOR = "minor", _("一般")
    MAJOR = "major", _("较重")
    CRITICAL = "critical", _("严重")


class CampaignStatus(TextChoices):
    DRAFT = "draft", _("筹备中")
    RUNNING = "running", _("进行中")
    CLOSED = "closed", _("已结束")


CAMPAIGN_MOVES = {
    CampaignStatus.DRAFT: {CampaignStatus.RUNNING},
    CampaignStatus.RUNNING: {CampaignStatus.CLOSED},
}


BEGUN = "begun"  # of a list: running or closed


class UnitOrigin(TextChoices):
    ASSIGNED = "assigned", _("指定")
    DRAWN = "drawn", _("抽取")


class WorkKind(TextChoices):
    """The three lists (三张清单) of a campaign."""

    DUTY = "duty", _("责任清单")
    MATERIAL = "material", _("资料清单")
    TASK = "task", _("任务清单")


class WorkStatus(TextChoices):
    WAITING = "waiting", _("未完成")
    DONE = "done", _("已完成")
    WAIVED = "waived", _("不适用")


WORK_MOVES = {
    WorkStatus.WAITING: {WorkStatus.DONE, WorkStatus.WAIVED},
    WorkStatus.DONE: {WorkStatus.WAITING},
    WorkStatus.WAIVED: {WorkStatus.WAITING},
}


class VisitFigure(TextChoices):
    """What the yearly account counts of visits (domain.md 8.2)."""

    TEAMS = "teams", _("到过现场的督查组")
    TOWNS = "towns", _("督查过的镇街")
    DIRECT_UNITS = "direct_units", _("督查过的局直单位")


class NoticeFigure(TextChoices):
    """The account tells food safety apart from all other matters."""

    NOTICES = "notices", _("食品安全以外的整改通知书")
    FOOD_NOTICES = "food_notices", _("食品安全整改通知书")


class Answer(TextChoices):
    """What a visit saw of one item of the checklist."""

    OK = "ok", _("符合")
    PROBLEM = "problem", _("有问题")
    NOT_APPLICABLE = "not_applicable", _("不适用")


class DeadlineKind(TextChoices):
    WORKING = "working", _("工作日")
    CALENDAR = "calendar", _("自然日")


class NoticeStatus(TextChoices):
    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待签发")
    ISSUED = "issued", _("已签发")
    DELIVERED = "delivered", _("整改中")
    CLOSED = "closed", _("已销号")
    VOIDED = "voided", _("已作废")
    DISCARDED = "discarded", _("已放弃")


NOTICE_MOVES = {
    NoticeStatus.DRAFT: {NoticeStatus.SUBMITTED, NoticeStatus.DISCARDED},
    NoticeStatus.SUBMITTED: {NoticeStatus.ISSUED, NoticeStatus.DRAFT},
    NoticeStatus.ISSUED: {NoticeStatus.DELIVERED, NoticeStatus.VOIDED},
    NoticeStatus.DELIVERED: {NoticeStatus.CLOSED, NoticeStatus.VOIDED},
}
BEFORE_ISSUE = (NoticeStatus.DRAFT, NoticeStatus.SUBMITTED, NoticeStatus.DISCARDED)
OUTSIDE = (NoticeStatus.ISSUED, NoticeStatus.DELIVERED, NoticeStatus.CLOSED, NoticeStatus.VOIDED)  # what a unit may see
RECTIFYING = (NoticeStatus.ISSUED, NoticeStatus.DELIVERED)


class PlanStatus(TextChoices):
    """A plan of how problems will be put right (整改方案), before the unit reports that they are."""

    SENT = "sent", _("待审核")
    ACCEPTED = "accepted", _("已通过")
    RETURNED = "returned", _("已退回")


PLAN_MOVES = {PlanStatus.SENT: {PlanStatus.ACCEPTED, PlanStatus.RETURNED}}
PLAN_STANDS = (PlanStatus.SENT, PlanStatus.ACCEPTED)  # the unit goes to work by it while the bureau looks at it


class ProblemStatus(TextChoices):
    """One problem of a notice; it alone is closed, the notice follows (逐条销号)."""

    OPEN = "open", _("待整改")
    REPLIED = "replied", _("待审核")
    RETURNED = "returned", _("退回重改")
    ACCEPTED = "accepted", _("待复查")
    CLOSED = "closed", _("已销号")


OWED = (ProblemStatus.OPEN, ProblemStatus.RETURNED)  # the unit's turn
PROBLEM_MOVES = {
    ProblemStatus.OPEN: {ProblemStatus.REPLIED},
    ProblemStatus.REPLIED: {ProblemStatus.ACCEPTED, ProblemStatus.RETURNED},
    ProblemStatus.RETURNED: {ProblemStatus.REPLIED},
    ProblemStatus.ACCEPTED: {ProblemStatus.CLOSED, ProblemStatus.RETURNED},
}


class StepKind(TextChoices):
    """What follows when a deadline comes near or passes, in this order (domain.md 8.4)."""

    BEFORE = "before", _("到期前提醒")
    DUE = "due", _("到期提醒")
    REMIND = "remind", _("逾期提醒")
    URGE = "urge", _("督办")
    CRITICISE = "criticise", _("通报")
    TALK = "talk", _("约谈")
    DEDUCT = "deduct", _("考核扣分")


REMINDERS = (StepKind.BEFORE, StepKind.DUE, StepKind.REMIND)  # go out by themselves; the others by a person's word


class StepStatus(TextChoices):
    PREPARED = "prepared", _("待发出")
    SENT = "sent", _("已发出")
    DROPPED = "dropped", _("不再需要")


STEP_MOVES = {StepStatus.PREPARED: {StepStatus.SENT, StepStatus.DROPPED}}


class LetterLevel(TextChoices):
    """Who signs with whom: 县局—学校—年级—班级, and inside a unit the person at a post."""

    UNIT = "unit", _("县局—单位")
    GRADE = "grade", _("学校—年级")
    CLASS = "class", _("年级—班级")
    POST = "post", _("单位—岗位")


class LetterStatus(TextChoices):
    UNSIGNED = "unsigned", _("待签订")
    SIGNED = "signed", _("已签订")
    WITHDRAWN = "withdrawn", _("不需签订")


LETTER_MOVES = {
    LetterStatus.UNSIGNED: {LetterStatus.SIGNED, LetterStatus.WITHDRAWN},
    LetterStatus.SIGNED: {LetterStatus.UNSIGNED},
    LetterStatus.WITHDRAWN: {LetterStatus.UNSIGNED},
}


class AssessmentStatus(TextChoices):
    DRAFT = "draft", _("起草中")
    SUBMITTED = "submitted", _("待审定")
    PUBLISHED = "published", _("已公布")


ASSESSMENT_MOVES = {
    AssessmentStatus.DRAFT: {AssessmentStatus.SUBMITTED},
    AssessmentStatus.SUBMITTED: {AssessmentStatus.DRAFT, AssessmentStatus.PUBLISHED},
}


class SelfCheckStatus(TextChoices):
    """A problem that a unit found itself (自查问题)."""

    OPEN = "open", _("整改中")
    REPLIED = "replied", _("待核实")
    RETURNED = "returned", _("退回重改")
    CLOSED = "closed", _("已销号")
    WITHDRAWN = "withdrawn", _("已撤销")


SELF_CHECK_MOVES = {
    SelfCheckStatus.OPEN: {SelfCheckStatus.REPLIED, SelfCheckStatus.WITHDRAWN},
    SelfCheckStatus.REPLIED: {SelfCheckStatus.CLOSED, SelfCheckStatus.RETURNED},
    SelfCheckStatus.RETURNED: {SelfCheckStatus.REPLIED},
}
SELF_CHECK_OWED = (SelfCheckStatus.OPEN, SelfCheckStatus.RETURNED)  # the unit's turn
