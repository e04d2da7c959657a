"""Enumerations of the grievance desk (诉求受理); the moves of a grievance stand beside its states."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GrievanceKind(TextChoices):
    COMPLAINT = "complaint", _("投诉")
    APPEAL = "appeal", _("申诉")
    DATA_CHANGE = "data_change", _("信息更正")
    OBJECTION = "objection", _("公示异议")
    TIP_OFF = "tip_off", _("举报")
    QUESTION = "question", _("咨询")


# In the words of a parent, on the public form.
EXPLAINED = {
    GrievanceKind.COMPLAINT: _("对学校或工作人员的做法不满意"),
    GrievanceKind.APPEAL: _("对困难认定结果、资助金额或没有收到资助有意见"),
    GrievanceKind.DATA_CHANGE: _("姓名、身份证号或银行账户登记错了"),
    GrievanceKind.OBJECTION: _("对公示的名单有不同意见"),
    GrievanceKind.TIP_OFF: _("反映截留、挪用、冒领、弄虚作假，可以不留姓名"),
    GrievanceKind.QUESTION: _("想了解资助政策"),
}


class GrievanceSource(TextChoices):
    WEB = "web", _("网上")
    PHONE = "phone", _("电话")
    VISIT = "visit", _("来访")
    LETTER = "letter", _("来信")
    HANDED_ON = "handed_on", _("上级转办")


class GrievanceStatus(TextChoices):
    RECEIVED = "received", _("待受理")
    HANDLING = "handling", _("办理中")
    REPORTED = "reported", _("待答复")
    ANSWERED = "answered", _("已答复")
    DECLINED = "declined", _("不予受理")


GRIEVANCE_MOVES = {
    GrievanceStatus.RECEIVED: {GrievanceStatus.HANDLING, GrievanceStatus.ANSWERED, GrievanceStatus.DECLINED},
    GrievanceStatus.HANDLING: {GrievanceStatus.REPORTED, GrievanceStatus.ANSWERED, GrievanceStatus.DECLINED},
    GrievanceStatus.REPORTED: {GrievanceStatus.HANDLING, GrievanceStatus.ANSWERED, GrievanceStatus.DECLINED},
    GrievanceStatus.ANSWERED: {GrievanceStatus.HANDLING},
    GrievanceStatus.DECLINED: {GrievanceStatus.HANDLING},
}
OPEN = (GrievanceStatus.RECEIVED, GrievanceStatus.HANDLING, GrievanceStatus.REPORTED)
ENDED = (GrievanceStatus.ANSWERED, GrievanceStatus.DECLINED)


class GrievanceStepKind(TextChoices):
    """What was done about a grievance; only the answers are shown to whoever asked."""

    ASSIGNED = "assigned", _("分派")
    NOTED = "noted", _("内部记录")
    REPORTED = "reported", _("反馈办理情况")
    ANSWERED = "answered", _("答复")
    DECLINED = "declined", _("不予受理")
    REOPENED = "reopened", _("重新办理")
    REMINDED = "reminded", _("催办")


SHOWN_OUTSIDE = (GrievanceStepKind.ANSWERED, GrievanceStepKind.DECLINED)


class ChangedField(TextChoices):
    NAME = "name", _("姓名")
    RESIDENT_ID = "resident_id", _("身份证号")
    ACCOUNT = "account", _("银行账户")
