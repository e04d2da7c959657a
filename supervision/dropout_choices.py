"""Enumerations of dropout control (控辍保学, domain.md 6.4); the moves of a case stand beside its states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseSource(TextChoices):
    """How the child came to notice; the first that told stays."""

    CHECK = "check", _("资格比对")
    ABSENCE = "absence", _("缺勤报告")
    TRANSFER = "transfer", _("转出、退学后未就读")
    FIELD = "field", _("摸排登记")


class CaseStatus(TextChoices):
    SUSPECTED = "suspected", _("疑似失学辍学")
    DROPOUT = "dropout", _("失学辍学")
    BACK = "back", _("已复学")
    STRUCK_OFF = "struck_off", _("已销号")


CASE_MOVES = {
    CaseStatus.SUSPECTED: {CaseStatus.DROPOUT, CaseStatus.BACK, CaseStatus.STRUCK_OFF},
    CaseStatus.DROPOUT: {CaseStatus.BACK, CaseStatus.STRUCK_OFF},
}
OPEN_CASES = (CaseStatus.SUSPECTED, CaseStatus.DROPOUT)


class EndReason(TextChoices):
    """Why a case ends: what the rosters, the proofs and the age say by themselves, and the reasons that a paper proves."""

    BACK = "back", _("已返校就读")
    ELSEWHERE = "elsewhere", _("县外就读（证明已核验）")
    FINISHED = "finished", _("已完成义务教育或超过义务教育年龄")
    DEFERRED = "deferred", _("延缓入学已批准")
    SUSPENDED = "suspended", _("休学已批准")
    HOME_TAUGHT = "home_taught", _("送教上门")
    SPECIAL = "special", _("特殊教育学校就读")
    ILL = "ill", _("病重无法就学")
    DECEASED = "deceased", _("死亡")
    ABROAD = "abroad", _("出国（境）")
    MISSING = "missing", _("失踪（公安机关已立案）")


LASTING = (EndReason.FINISHED, EndReason.DECEASED, EndReason.ABROAD, EndReason.MISSING)
FOR_A_TIME = (EndReason.DEFERRED, EndReason.SUSPENDED, EndReason.HOME_TAUGHT, EndReason.SPECIAL, EndReason.ILL)
# schooling elsewhere has its own proof, checked by its own second person (students)
BY_PAPER = (EndReason.BACK, *FOR_A_TIME, *LASTING)


class Rung(TextChoices):
    """Who acts next, one after the other: persuasion, the town's order, the county, the law."""

    SCHOOL = "school", _("学校联系家庭")
    TOWN = "town", _("镇街书面责令")
    COUNTY = "county", _("县级督办")
    LAW = "law", _("提请司法途径")


class Outcome(TextChoices):
    """What a visit to the family came to."""

    WILLING = "willing", _("同意返校")
    REFUSED = "refused", _("不同意返校")
    NOBODY = "nobody", _("未见到人")
    SAID_ELSEWHERE = "said_elsewhere", _("称在外地就读")
    UNABLE = "unable", _("因病因残难以到校")
    OTHER = "other", _("其他")


class MeasureKind(TextChoices):
    """What is done for the child."""

    HOME_TEACHING = "home_teaching", _("送教上门")
    DEFERRAL = "deferral", _("延缓入学")
    SUSPENSION = "suspension", _("休学")
    AID = "aid", _("资助帮扶")
    TUTORING = "tutoring", _("学业辅导")
    COUNSELLING = "counselling", _("心理疏导")
    PLACEMENT = "placement", _("特教或职教安置")
    OTHER = "other", _("其他措施")


class ParameterCode(TextChoices):
    """The days that no law fixes; each county sets its own (待核定)."""

    ABSENCE_CONTACT = "absence_contact", _("连续缺勤几个上学日后联系家庭")
    ABSENCE_SUSPECT = "absence_suspect", _("连续缺勤几个上学日后列为疑似辍学")
    ARRIVAL = "arrival", _("转出后几天没有新的就读信息列为疑似辍学")
    SCHOOL_DUE = "school_due", _("列为疑似后几天内学校联系家庭")
    TOWN_DUE = "town_due", _("学校联系后几天仍未返校由镇街书面责令")
    COUNTY_DUE = "county_due", _("镇街责令后几天仍未返校报县级督办")
    LAW_DUE = "law_due", _("县级督办后几天仍未返校提请司法途径")
    RETURN_DAY = "return_day", _("学校月报在次月几日前报送")


# Until somebody sets others; `absence_*` count school days, the rest days of the calendar.
DEFAULT_DAYS = {
    ParameterCode.ABSENCE_CONTACT: 3,
    ParameterCode.ABSENCE_SUSPECT: 10,
    ParameterCode.ARRIVAL: 30,
    ParameterCode.SCHOOL_DUE: 3,
    ParameterCode.TOWN_DUE: 10,
    ParameterCode.COUNTY_DUE: 15,
    ParameterCode.LAW_DUE: 30,
    ParameterCode.RETURN_DAY: 5,
}


class AbsenceCause(TextChoices):
    """What the school knows when it reports."""

    UNKNOWN = "unknown", _("去向不明")
    TRUANT = "truant", _("无故缺课")
    FAMILY = "family", _("家庭原因")
    ILL = "ill", _("生病")
    MOVED = "moved", _("随家长外出")
    OTHER = "other", _("其他")


class AbsenceState(TextChoices):
    """What a report asks for; told by its days, not kept."""

    WATCHED = "watched", _("未到校")
    CONTACT = "contact", _("应联系家庭")
    CASED = "cased", _("已列为疑似")
    RETURNED = "present", _("已返校")


class ReturnKind(TextChoices):
    MONTH = "month", _("学校月报")
    QUARTER = "quarter", _("县级季度复核")
