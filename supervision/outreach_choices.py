"""Enumerations of outreach (宣传), and what exactly each of its figures counts (domain.md 10)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

VALID, VOIDED = "valid", "voided"  # of a list of activities


class OutreachKind(TextChoices):
    VISIT = "visit", _("入户宣讲")
    LEAFLET = "leaflet", _("发放资料")
    PUSH = "push", _("消息推送")
    MEETING = "meeting", _("会议宣讲")
    EDUCATION = "education", _("诚信、感恩、励志教育")
    DISPLAY = "display", _("展板、电子屏")


class Occasion(TextChoices):
    """The drive that an activity belongs to: 宣传月 is made of visits, leaflets and meetings, and is no sort of them."""

    DAILY = "daily", _("日常宣传")
    MONTH = "month", _("宣传月")
    WALK = "walk", _("干部大走访")
    WEEK = "week", _("食品安全宣传周")
    ENROLMENT = "enrolment", _("开学和录取季")


class OutreachTheme(TextChoices):
    AID = "aid", _("学生资助政策")
    MONITORING = "monitoring", _("防返贫监测和帮扶")
    DROPOUT = "dropout", _("控辍保学")
    FOOD = "food", _("食品安全")
    MEALS = "meals", _("营养改善计划")
    CHARACTER = "character", _("诚信、感恩、励志")
    OTHER = "other", _("其他")


class Channel(TextChoices):
    WORK_WECHAT = "work_wechat", _("企业微信“学校通知”")
    FUFENG_EDUCATION = "fufeng_education", _("公众号“扶风教育”")
    FUFENG_AID = "fufeng_aid", _("公众号“扶风学生资助”")
    OTHER = "other", _("其他")


class Figure(TextChoices):
    """What is added up over a year; each leads to the activities that it counts."""

    VISITS = "visits", _("入户宣讲人次")
    COPIES = "copies", _("宣传资料份数")
    PUSHES = "pushes", _("消息推送")
    MEETINGS = "meetings", _("会议宣讲")


DEFINITIONS = {
    Figure.VISITS: _("一个宣讲小组到一户家庭宣讲一次，计1人次；同一小组同一天到同一户只计1次，不按在场人数计。"),
    Figure.COPIES: _("实际发到学生、家长手中的明白卡、一封信、折页等纸质资料的份数；张贴的、放在展板上的不计。"),
    Figure.PUSHES: _("一次推送计1次；发送、送达、已读按平台显示的人数填写，平台没有的空着，不估计。"),
    Figure.MEETINGS: _("家长会、班会、政策宣讲会，一场计1场；参加人数按签到计。"),
}

# What is asked of each kind beside what is asked of all; the first must be there and more than nought.
COUNTS = {
    OutreachKind.VISIT: ("visits", "copies"),
    OutreachKind.LEAFLET: ("copies",),
    OutreachKind.PUSH: ("sent", "delivered", "read"),
    OutreachKind.MEETING: ("audience", "copies"),
    OutreachKind.EDUCATION: ("audience", "copies"),
    OutreachKind.DISPLAY: (),
}
