"""What the list of guardians' consents gives away."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from subsidies.donation_choices import ConsentState
from subsidies.filters.donations import ConsentFilter
from subsidies.models import GuardianConsent


def _consents(query: ExportQuery) -> QuerySet:
    scope = query.seen(GuardianConsent)
    return scope.for_list().order_by("school__path", "pk")


def _rows(consents: QuerySet) -> Generator[tuple]:
    for each in consents:
        yield (
            each.school.code, each.school.name, each.student.name, each.may_name, each.may_photo, each.may_story, each.given_on,
            each.paper, each.state, each.withdrawn_on,
        )  # fmt: skip


register_export(
    ExportSpec(
        name="consents",
        label=_("监护人同意"),
        permission=Permission.CONSENT_RECORD,
        columns=(
            ExportColumn("school_code", _("学校标识码"), width=13),
            ExportColumn("school", _("学校"), width=26),
            ExportColumn("student", _("学生"), width=12),
            ExportColumn("may_name", _("姓名"), "yes_no", width=8),
            ExportColumn("may_photo", _("照片"), "yes_no", width=8),
            ExportColumn("may_story", _("事迹"), "yes_no", width=8),
            ExportColumn("given_on", _("同意日期"), "date", width=12),
            ExportColumn("paper", _("同意书"), width=34),
            ExportColumn("state", _("状态"), width=10, words=labels(lambda: ConsentState.choices)),
            ExportColumn("withdrawn_on", _("撤回日期"), "date", width=12),
        ),
        queryset=_consents,
        rows=_rows,
        filterset_class=ConsentFilter,
        page="subsidies:consent-list",
        of_a_term=False,
        note=_("一行是一名学生的一份监护人同意；撤回的留着备查。"),
    )
)
