"""Which layouts to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from subsidies.models import BankLayout

RETIRED = [("false", _("使用中")), ("true", _("已停用"))]


class LayoutFilter(ListFilter):
    primary = ("label", "retired")

    label = django_filters.CharFilter(label=_("名称"), lookup_expr="icontains")
    retired = django_filters.TypedChoiceFilter(label=_("状态"), choices=RETIRED, coerce=lambda word: word == "true")

    class Meta:
        model = BankLayout
        fields = ("label", "retired")
