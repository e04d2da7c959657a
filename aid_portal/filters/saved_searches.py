"""Which kept searches to show: those of one list."""

import django_filters
from django.utils.translation import gettext_lazy as _

from aid_portal.listing import ListFilter
from aid_portal.models import SavedSearch


class SavedSearchFilter(ListFilter):
    page = django_filters.CharFilter(label=_("页面"))

    class Meta:
        model = SavedSearch
        fields = ("page",)
