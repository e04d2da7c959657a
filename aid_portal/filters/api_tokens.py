"""Which tokens to show."""

from datetime import timedelta

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import TokenStatus
from aid_portal.listing import ListFilter
from aid_portal.models import ApiToken

ENDING_SOON = timedelta(days=30)


class ApiTokenFilter(ListFilter):
    primary = ("status", "ending", "q")

    status = django_filters.ChoiceFilter(label=_("状态"), choices=TokenStatus.choices)
    ending = django_filters.ChoiceFilter(
        label=_("到期"), choices=[("soon", _("30天内到期")), ("over", _("已到期"))], method="by_ending", empty_label=_("全部")
    )
    q = django_filters.CharFilter(label=_("令牌名称、开头或账号"), method="by_words")

    class Meta:
        model = ApiToken
        fields = ("status",)

    def by_ending(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        issued = queryset.filter(status=TokenStatus.ISSUED)
        return (
            issued.filter(expires_on__lt=today)
            if value == "over"
            else issued.usable_on(today).filter(expires_on__lte=today + ENDING_SOON)
        )

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        account = Q(user__name__icontains=value) | Q(user__username__icontains=value)
        return queryset.filter(account | Q(name__icontains=value) | Q(prefix__startswith=value))
