"""Which requests for unmasked data to show."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import UnmaskKind, UnmaskStatus
from aid_portal.listing import ListFilter
from aid_portal.models import UnmaskRequest


class UnmaskRequestFilter(ListFilter):
    status = django_filters.ChoiceFilter(label=_("状态"), choices=UnmaskStatus.choices)
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=UnmaskKind.choices)
    mine = django_filters.ChoiceFilter(
        label=_("申请人"), choices=[("yes", _("本人")), ("no", _("他人"))], empty_label=_("全部"), method="by_person"
    )

    class Meta:
        model = UnmaskRequest
        fields = ("status", "kind")

    def by_person(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        own = {"requested_by": self.request.user.pk}
        return queryset.filter(**own) if value == "yes" else queryset.exclude(**own)
