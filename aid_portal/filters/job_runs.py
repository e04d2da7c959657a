"""Conditions on background work; the same for page and API."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import JobStatus
from aid_portal.jobs import kind_labels
from aid_portal.list_filters import ListFilter, day_filter
from aid_portal.models import JobRun


class JobRunFilter(ListFilter):
    primary = ("title", "kind", "status", "mine")

    title = django_filters.CharFilter(label=_("任务"), lookup_expr="icontains")
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=kind_labels, empty_label=_("全部"))
    status = django_filters.ChoiceFilter(label=_("状态"), choices=JobStatus.choices, empty_label=_("全部"))
    mine = django_filters.ChoiceFilter(
        label=_("发起人"), choices=[("yes", _("本人")), ("no", _("他人"))], empty_label=_("全部"), method="filter_mine"
    )

    since = day_filter(_("发起时间自"), "date__gte", "created_at")

    class Meta:
        model = JobRun
        fields = ("title", "kind", "status")

    def filter_mine(self, queryset: QuerySet, _name: str, mine: str) -> QuerySet:
        own = {"requested_by": self.request.user.pk}
        return queryset.filter(**own) if mine == "yes" else queryset.exclude(**own)
