"""Which files that went to the bank to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from subsidies.models import BankFile


class BankFileFilter(ListFilter):
    primary = ("batch", "layout")

    batch = django_filters.CharFilter(label=_("批次号"), field_name="batch__number")
    layout = django_filters.CharFilter(label=_("格式代码"), field_name="layout__code")

    class Meta:
        model = BankFile
        fields: tuple[str, ...] = ()
