"""Which lists of determinations, public notices, objections and cancellations to show."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.list_filters import ListFilter, day_filter
from students.determination_choices import CancellationStatus, DeterminationListStatus, NoticeKind, ObjectionResult
from students.filters.rounds import RoundRowsFilter
from students.models import Cancellation, DeterminationList, Objection, PublicNotice
from students.reports.round_waiting import lists_waiting

OPEN, OVERDUE = "open", "overdue"


def school_filter(path: str) -> django_filters.CharFilter:
    return django_filters.CharFilter(label=_("学校"), field_name=f"{path}__name", lookup_expr="icontains")


class DeterminationListFilter(RoundRowsFilter):
    primary = ("term", "school", "status", "waiting")
    WAITING = (("post", _("等公示")), ("submit", _("等上报")), ("review", _("等我审核")), ("approve", _("等我审批")))

    status = django_filters.ChoiceFilter(label=_("状态"), choices=DeterminationListStatus.choices, empty_label=_("全部"))
    waiting = django_filters.ChoiceFilter(label=_("等我办理"), choices=WAITING, method="by_waiting", empty_label=_("全部"))

    class Meta:
        model = DeterminationList
        fields: tuple[str, ...] = ()

    def by_waiting(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        rows = lists_waiting(self.request.user, timezone.localdate())[value]
        return queryset.filter(pk__in=rows.values("pk"))


class PublicNoticeFilter(ListFilter):
    primary = ("school", "state", "kind", "title")
    STATES = (("running", _("公示中")), ("over", _("已期满")), ("withdrawn", _("已撤回")))

    school = school_filter("school")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state", empty_label=_("全部"))
    kind = django_filters.ChoiceFilter(label=_("类型"), choices=NoticeKind.choices, empty_label=_("全部"))
    title = django_filters.CharFilter(label=_("标题"), lookup_expr="icontains")
    since = day_filter(_("公示开始自"), "gte", "posted_on")
    until = day_filter(_("至"), "lte", "posted_on")
    photo = django_filters.ChoiceFilter(
        label=_("张贴照片"), choices=[("yes", _("有")), ("no", _("没有"))], method="by_photo", empty_label=_("全部")
    )

    class Meta:
        model = PublicNotice
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "withdrawn":
            return queryset.filter(withdrawn_on__isnull=False)
        if value == "running":
            return queryset.filter(pk__in=PublicNotice.objects.on_show().values("pk"))
        return queryset.filter(withdrawn_on=None, ends_on__lt=timezone.localdate())

    def by_photo(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(photo__isnull=value == "no")


class ObjectionFilter(ListFilter):
    primary = ("school", "state", "since", "until")
    STATES = ((OPEN, _("待答复")), (OVERDUE, _("逾期未答复")), *ObjectionResult.choices)

    school = school_filter("notice__school")
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STATES, method="by_state", empty_label=_("全部"))
    since = day_filter(_("收到日期自"), "gte", "received_on")
    until = day_filter(_("至"), "lte", "received_on")

    class Meta:
        model = Objection
        fields: tuple[str, ...] = ()

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        asked = {OPEN: Q(result=""), OVERDUE: Q(result="", due_on__lt=timezone.localdate())}
        return queryset.filter(asked.get(value, Q(result=value)))


class CancellationFilter(ListFilter):
    primary = ("school", "status", "name")

    school = school_filter("application__enrolment__school")
    status = django_filters.ChoiceFilter(label=_("状态"), choices=CancellationStatus.choices, empty_label=_("全部"))
    name = django_filters.CharFilter(label=_("学生姓名"), field_name="application__enrolment__name", lookup_expr="icontains")
    mine = django_filters.ChoiceFilter(
        label=_("提出人"), choices=[("yes", _("本人")), ("no", _("他人"))], method="by_mine", empty_label=_("全部")
    )

    class Meta:
        model = Cancellation
        fields: tuple[str, ...] = ()

    def by_mine(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        own = Q(proposed_by__in=self.request.user.stands_for)
        return queryset.filter(own if value == "yes" else ~own)
