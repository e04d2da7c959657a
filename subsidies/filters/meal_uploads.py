"""Which tables of meals and purchases to show."""

import django_filters
from django.utils.translation import gettext_lazy as _

from subsidies.filters.cards import SchoolRowsFilter
from subsidies.meal_choices import MealUploadKind, MealUploadStatus
from subsidies.models import MealUpload


class MealUploadFilter(SchoolRowsFilter):
    primary = ("kind", "status", "school")

    kind = django_filters.ChoiceFilter(label=_("登记表"), choices=MealUploadKind.choices)
    status = django_filters.ChoiceFilter(label=_("状态"), choices=MealUploadStatus.choices)

    class Meta:
        model = MealUpload
        fields: tuple[str, ...] = ()
