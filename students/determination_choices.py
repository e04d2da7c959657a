"""Enumerations of the yearly determination of hardship (家庭经济困难学生认定) and of public notices (公示)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoundStatus(TextChoices):
    RUNNING = "running", _("进行中")
    CLOSED = "closed", _("已结束")


ROUND_MOVES = {RoundStatus.RUNNING: {RoundStatus.CLOSED}, RoundStatus.CLOSED: {RoundStatus.RUNNING}}


class Channel(TextChoices):
    """How families were told beforehand (提前告知)."""

    LETTER = "letter", _("致家长一封信")
    CARD = "card", _("资助政策明白卡")
    PUSH = "push", _("企业微信学校通知")
    GROUP = "group", _("班级群")
    MEETING = "meeting", _("班会、家长会")
    BOARD = "board", _("公告栏、电子屏")
    VISIT = "visit", _("入户告知")


class Origin(TextChoices):
    PAPER = "paper", _("纸质申请")
    PHONE = "phone", _("手机申请")
    PROVEN = "proven", _("部门数据已证明")


class Tier(TextChoices):
    """The two tiers of Shaanxi (domain.md 2.2); nothing stands for: not in hardship."""

    SEVERE = "severe", _("特别困难")
    GENERAL = "general", _("一般困难")


class ApplicationStatus(TextChoices):
    DRAFT = "draft", _("填写中")
    SUBMITTED = "submitted", _("待班级评议")
    REVIEWED = "reviewed", _("待学校认定")
    DECIDED = "decided", _("学校已认定")
    APPROVED = "approved", _("已认定")
    REFUSED = "refused", _("未予认定")
    WITHDRAWN = "withdrawn", _("已撤回")
    CANCELLED = "cancelled", _("已取消认定")


APPLICATION_MOVES = {
    ApplicationStatus.DRAFT: {ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN},
    ApplicationStatus.SUBMITTED: {
        ApplicationStatus.DRAFT, ApplicationStatus.REVIEWED, ApplicationStatus.WITHDRAWN,
    },
    ApplicationStatus.REVIEWED: {
        ApplicationStatus.SUBMITTED, ApplicationStatus.DECIDED, ApplicationStatus.REFUSED, ApplicationStatus.WITHDRAWN,
    },
    ApplicationStatus.DECIDED: {
        ApplicationStatus.REVIEWED, ApplicationStatus.APPROVED, ApplicationStatus.REFUSED,
    },
    ApplicationStatus.REFUSED: {ApplicationStatus.REVIEWED},
    ApplicationStatus.APPROVED: {ApplicationStatus.CANCELLED},
}  # fmt: skip
# a child has one of these in a round; what ended without a result may be followed by another
STANDING = tuple(each for each in ApplicationStatus if each not in (ApplicationStatus.WITHDRAWN, ApplicationStatus.CANCELLED))


class MeetingLevel(TextChoices):
    CLASS = "class", _("班级评议小组")
    SCHOOL = "school", _("学校认定工作组")


class Capacity(TextChoices):
    """As what somebody sits in a group (学校认定工作组, domain.md 3.3)."""

    LEADER = "leader", _("学校领导")
    OFFICER = "officer", _("资助工作人员")
    TEACHER = "teacher", _("教师")
    STUDENT = "student", _("学生代表")
    PARENT = "parent", _("家长代表")


class DeterminationListStatus(TextChoices):
    DRAFT = "draft", _("待公示")
    POSTED = "posted", _("已公示，待上报")
    SUBMITTED = "submitted", _("待县级审核")
    REVIEWED = "reviewed", _("待县级审批")
    APPROVED = "approved", _("已审批")
    RETURNED = "returned", _("已退回")


LIST_MOVES = {
    DeterminationListStatus.DRAFT: {DeterminationListStatus.POSTED},
    DeterminationListStatus.POSTED: {DeterminationListStatus.SUBMITTED, DeterminationListStatus.DRAFT},
    DeterminationListStatus.SUBMITTED: {DeterminationListStatus.REVIEWED, DeterminationListStatus.RETURNED},
    DeterminationListStatus.REVIEWED: {DeterminationListStatus.APPROVED, DeterminationListStatus.RETURNED},
    DeterminationListStatus.RETURNED: {DeterminationListStatus.SUBMITTED, DeterminationListStatus.DRAFT},
}


class NoticeColumn(TextChoices):
    """All that a public notice may show (domain.md 3.5): nothing else can be added, whoever asks."""

    NAME = "name", _("姓名")
    SCHOOL = "school", _("学校")
    GRADE = "grade", _("年级")
    CLASS = "class", _("班级")
    MAJOR = "major", _("专业")
    TIER = "tier", _("认定档次")
    PROGRAMME = "programme", _("资助项目")
    AMOUNT = "amount", _("金额（元）")


class NoticeKind(TextChoices):
    DETERMINATION = "determination", _("认定结果公示")
    AID = "aid", _("资助名单公示")


class ObjectionResult(TextChoices):
    UPHELD = "upheld", _("异议成立")
    DISMISSED = "dismissed", _("异议不成立")


class CancellationStatus(TextChoices):
    PROPOSED = "proposed", _("待批准")
    APPROVED = "approved", _("已取消认定")
    REFUSED = "refused", _("未批准")


CANCELLATION_MOVES = {CancellationStatus.PROPOSED: {CancellationStatus.APPROVED, CancellationStatus.REFUSED}}


class SpecialGroup(TextChoices):
    """特殊群体类型 of the national sample form (domain.md 3.6), as the family states it; what counts is what the lists prove."""

    MONITORED = "monitored", _("脱贫家庭或防返贫监测对象")
    DIBAO = "dibao", _("最低生活保障家庭")
    EDGE = "edge", _("最低生活保障边缘家庭")
    TEKUN = "tekun", _("特困供养人员")
    ORPHAN = "orphan", _("孤儿或事实无人抚养儿童")
    DISABLED = "disabled", _("本人残疾")
    DISABLED_PARENT = "disabled_parent", _("父母残疾")
    MARTYR = "martyr", _("烈士子女")


class Circumstance(TextChoices):
    """影响家庭经济状况的情况 of the same form."""

    DISASTER = "disaster", _("遭受自然灾害")
    ACCIDENT = "accident", _("遭受突发意外")
    ILLNESS = "illness", _("家庭成员患重大疾病")
    WEAK = "weak", _("家庭成员因残疾、年迈劳动能力弱")
    UNEMPLOYED = "unemployed", _("家庭成员失业")
    DEBT = "debt", _("家庭欠债")
    OTHER = "other", _("其他情况")
