"""Enumerations of school aid."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchoolAidKind(TextChoices):
    """What a school gives of what it has set aside (domain.md 7.3)."""

    WAIVER = "waiver", _("减免")
    AWARD = "award", _("校内奖助学金")
    HARDSHIP = "hardship", _("特殊困难补助")
    OTHER = "other", _("其他")


class SchoolAidState(TextChoices):
    """How a school's year stands; too little set aside is said before money that lies."""

    BELOW = "below_minimum", _("计提不足")
    IDLE = "unused", _("使用不足一半")
    OK = "ok", _("正常")


class SchoolAidUseState(TextChoices):
    """A use through its hands: its status, and what was reversed apart."""

    PROPOSED = "proposed", _("待确认")
    APPROVED = "approved", _("已确认")
    REFUSED = "refused", _("已退回")
    VOIDED = "voided", _("已冲回")
