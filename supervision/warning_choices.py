"""Enumerations of early warning (预警); the moves of a warning stand beside its states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind
from students.choices import ChangeKind


class WarningKind(TextChoices):
    """What is warned of: changes between two releases of a list (domain.md 6.5), then what stands as it is (6.2, 6.3)."""

    ENTERED = ChangeKind.ENTERED.value, _("新进入名单")
    LEFT = ChangeKind.LEFT.value, _("已不在名单")
    RISK_REMOVED = ChangeKind.RISK_REMOVED.value, _("风险消除")
    RISK_BACK = ChangeKind.RISK_BACK.value, _("风险重现")
    CATEGORY_CHANGED = ChangeKind.CATEGORY_CHANGED.value, _("类别变化")
    VALIDITY_CHANGED = ChangeKind.VALIDITY_CHANGED.value, _("起止或证件状态变化")
    HOUSEHOLD_MOVED = ChangeKind.HOUSEHOLD_MOVED.value, _("户编号变化")
    NAME_CORRECTED = ChangeKind.NAME_CORRECTED.value, _("姓名更正")
    IDENTITY_CORRECTED = ChangeKind.IDENTITY_CORRECTED.value, _("证件号更正")
    DUE_UNPAID = "due_unpaid", _("应助未助")
    AIDED_NOT_DUE = "aided_not_due", _("助非应助")
    TIER_LOW = "tier_low", _("档次偏低")
    STAGE_DIFFERS = "stage_differs", _("在校生状况不一致")
    HOUSEHOLD_GAP = "household_gap", _("同户未列入")
    VALIDITY_ENDING = "validity_ending", _("有效期将满")
    SUDDEN_HARDSHIP = "sudden_hardship", _("突发困难")


# Those that one release says against the one before it; the others are read from the rows as they stand.
OF_CHANGES = tuple(kind for kind in WarningKind if kind.value in ChangeKind.values)


class WarningOwner(TextChoices):
    """Which of the units around the child has to act; where there is none, the next one up does."""

    SCHOOL = OrgKind.SCHOOL.value, _("就读学校")
    TOWN = OrgKind.TOWN.value, _("户籍镇街")
    BUREAU = OrgKind.BUREAU.value, _("县教体局")


class WarningStatus(TextChoices):
    OPEN = "open", _("待处理")
    HANDLING = "handling", _("处理中")
    MENDED = "mended", _("已自动销号")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤销")


STANDING = (WarningStatus.OPEN, WarningStatus.HANDLING)
TO_DO, ALL, ELSEWHERE = "to_do", "all", "-"  # words of list addresses: what stands, whatever its state, at no known town
SETTLED = (WarningStatus.MENDED, WarningStatus.CLOSED, WarningStatus.WITHDRAWN)

# Facts settle a warning and facts open it again; a person only closes one, with a second person.
WARNING_MOVES = {
    WarningStatus.OPEN: {WarningStatus.HANDLING, WarningStatus.MENDED, WarningStatus.CLOSED, WarningStatus.WITHDRAWN},
    WarningStatus.HANDLING: {WarningStatus.MENDED, WarningStatus.CLOSED, WarningStatus.WITHDRAWN},
    WarningStatus.MENDED: {WarningStatus.OPEN},
    WarningStatus.CLOSED: {WarningStatus.OPEN},
    WarningStatus.WITHDRAWN: {WarningStatus.OPEN},
}


class WarningRequestKind(TextChoices):
    CLOSE = "close", _("申请办结")
    EXTEND = "extend", _("申请延期")


class HardshipEvent(TextChoices):
    """What struck the family (domain.md 2.1 DISASTER)."""

    ILLNESS = "illness", _("大病")
    ACCIDENT = "accident", _("意外事故")
    DISASTER = "disaster", _("自然灾害")
    BEREAVEMENT = "bereavement", _("主要劳动力去世或失能")
    LOST_WORK = "lost_work", _("失业或经营失败")
    OTHER = "other", _("其他")


class ReportStatus(TextChoices):
    REPORTED = "reported", _("已报告")
    WITHDRAWN = "withdrawn", _("已撤销")


REPORT_MOVES = {ReportStatus.REPORTED: {ReportStatus.WITHDRAWN}}
