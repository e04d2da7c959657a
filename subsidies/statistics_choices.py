"""The reports of what was paid and of whom it concerns."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StatisticsKind(TextChoices):
    """How a table of what was paid is laid out (domain.md 11.2)."""

    ANNUAL = "annual", _("年度统计表")
    TOWN = "town", _("按镇街")
    SCHOOL = "school", _("按学校")
    CATEGORY = "category", _("按困难类型")
    STUDIED = "studied", _("按就读地和困难类型")
    LIVED = "lived", _("按户籍和困难类型")
    SOURCE = "source", _("按资金来源")
    CHANNEL = "channel", _("按发放渠道")
    HOME = "home", _("按户籍")
    MONITORED = "monitored", _("监测对象去向")
    CITY = "city", _("报市汇总表")
