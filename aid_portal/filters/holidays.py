"""Which days of the calendar to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.filters.years import YearFilter
from aid_portal.listing import ListFilter
from aid_portal.models import Holiday


class HolidayFilter(ListFilter):
    year = YearFilter(label=_("年份"), field_name="day", lookup_expr="year")
    is_working = django_filters.ChoiceFilter(label=_("安排"), choices=[("False", _("放假")), ("True", _("调休上班"))])

    class Meta:
        model = Holiday
        fields: tuple[str, ...] = ()
