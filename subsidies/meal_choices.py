"""Enumerations of the nutrition improvement plan (营养改善计划, domain.md 9)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CanteenMode(TextChoices):
    CANTEEN = "canteen", _("学校食堂供餐")
    COMPANY = "company", _("企业（单位）供餐")
    HOUSEHOLD = "household", _("个人或家庭托餐")


class LeaveReason(TextChoices):
    ILL = "ill", _("病假")
    PRIVATE = "private", _("事假")
    AWAY = "away", _("外出")
    NOT_EATING = "not_eating", _("自愿不就餐")


class DayLook(TextChoices):
    """What a day of the calendar of meals is."""

    COUNTED = "counted", _("已登记")
    DUE = "due", _("应登记")
    COMING = "coming", _("供餐日")
    FREE = "free", _("不供餐")
    WRONG = "wrong", _("不供餐却有登记")


class MealIncomeSource(TextChoices):
    CENTRAL = "central", _("中央")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")


class Dish(TextChoices):
    """Which meal of the day a sample was kept of (留样)."""

    BREAKFAST = "breakfast", _("早餐")
    LUNCH = "lunch", _("午餐")
    SUPPER = "supper", _("晚餐")


class MealEventKind(TextChoices):
    """How a school lets parents see and speak (domain.md 9): what was put on the wall, who came to look, who met."""

    NOTICE = "notice", _("账目、食谱公示")
    OPEN_DAY = "open_day", _("食堂开放日")
    MEETING = "meeting", _("膳食委员会会议")


class CommitteePart(TextChoices):
    PARENT = "parent", _("家长")
    PUPIL = "pupil", _("学生")
    TEACHER = "teacher", _("教师")
    LEADER = "leader", _("学校负责人")
    OTHER = "other", _("社区、其他")


class StoreMoveKind(TextChoices):
    """What changes a store besides purchases."""

    OUT = "out", _("出库")
    COUNT = "count", _("盘点")


class MealUploadKind(TextChoices):
    COUNTS = "counts", _("每日用餐登记表")
    PURCHASES = "purchases", _("食材采购登记表")


class MealUploadStatus(TextChoices):
    CHECKED = "checked", _("待采用")
    REFUSED = "refused", _("有错误，没有采用")
    ACCEPTED = "accepted", _("已采用")
    DISCARDED = "discarded", _("已放弃")
    UNDONE = "undone", _("已撤销")


MEAL_UPLOAD_MOVES = {
    MealUploadStatus.CHECKED: {MealUploadStatus.ACCEPTED, MealUploadStatus.DISCARDED},
    MealUploadStatus.ACCEPTED: {MealUploadStatus.UNDONE},
}


class MealReportStatus(TextChoices):
    OPEN = "open", _("待报送")
    SENT = "sent", _("已报送")
    LOCKED = "locked", _("已锁定")


MEAL_REPORT_MOVES = {
    MealReportStatus.OPEN: {MealReportStatus.SENT},
    MealReportStatus.SENT: {MealReportStatus.LOCKED, MealReportStatus.OPEN},
    MealReportStatus.LOCKED: {MealReportStatus.OPEN},
}


class MealFault(TextChoices):
    """What a month's report is asked before it is sent; the first three stop it."""

    OVER_CLAIM = "over_claim", _("用餐人次多于受益学生×供餐天数")
    CLOSED_DAY = "closed_day", _("不供餐的日子有用餐")
    MORE_THAN_PRESENT = "more_than_present", _("用餐多于到校人数")
    BELOW_STANDARD = "below_standard", _("生均支出低于补助标准")
    TOO_PERFECT = "too_perfect", _("每天用餐人数完全相同")
    OVER_PRICE = "over_price", _("采购单价高于统一询价")
    LICENCE_EXPIRED = "licence_expired", _("供应商许可证已过期")
    ROUND_AMOUNTS = "round_amounts", _("同一供应商的采购都是整百元")
    NO_COUNT = "no_count", _("供餐日没有登记用餐")


BLOCKING = (MealFault.OVER_CLAIM, MealFault.CLOSED_DAY, MealFault.MORE_THAN_PRESENT)
