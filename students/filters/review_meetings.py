"""Which sittings to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import day_filter
from students.determination_choices import MeetingLevel
from students.filters.rounds import RoundRowsFilter
from students.models import ReviewMeeting


class MeetingFilter(RoundRowsFilter):
    primary = ("term", "school", "level", "class_name")

    level = django_filters.ChoiceFilter(label=_("小组"), choices=MeetingLevel.choices, empty_label=_("全部"))
    class_name = django_filters.CharFilter(label=_("班级"), lookup_expr="icontains")
    since = day_filter(_("会议日期自"), "gte", "held_on")
    until = day_filter(_("至"), "lte", "held_on")

    class Meta:
        model = ReviewMeeting
        fields: tuple[str, ...] = ()
