"""The responsibility letters of a year, signed or not: who is late matters most."""

from collections.abc import Generator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from aid_portal import figures
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.permissions import Permission
from supervision.choices import LetterLevel, LetterStatus, Theme
from supervision.filters.letters import LetterFilter
from supervision.models import ResponsibilityLetter

NAMES = (
    *("template__year", "template__subject", "unit__code", "unit__name", "level", "label", "status", "signed_on"),
    *("party_a", "party_a_post", "party_b", "party_b_post", "scan", "note"),
)


def _letters(query: ExportQuery) -> QuerySet:
    scope = query.seen(ResponsibilityLetter)
    if query.year:
        scope = scope.filter(template__year=query.year)
    return scope.order_by("template", "unit__path", "position", "pk")


def _rows(letters: QuerySet) -> Generator[tuple]:
    for *told, scan, note in letters.values_list(*NAMES).iterator(chunk_size=2000):
        yield *told, bool(scan), note


def _totals(letters: QuerySet) -> list[tuple[str, str]]:
    found = letters.order_by().aggregate(
        signed=Count("pk", filter=Q(status=LetterStatus.SIGNED)), due=Count("pk", filter=~Q(status=LetterStatus.WITHDRAWN))
    )
    words = {"signed": figures.count(found["signed"]), "due": figures.count(found["due"])}
    return [(now("份数"), now("已签订%(signed)s份，应签订%(due)s份") % words)]


register_export(
    ExportSpec(
        name="responsibility_letters",
        label=_("责任书签订名单"),
        permission=Permission.LETTER_VIEW,
        columns=(
            ExportColumn("year", _("年度"), width=8),
            ExportColumn("subject", _("事项"), width=12, words=labels(lambda: Theme.choices)),
            ExportColumn("unit_code", _("单位代码"), width=12),
            ExportColumn("unit", _("单位"), width=30),
            ExportColumn("level", _("层级"), width=12, words=labels(lambda: LetterLevel.choices)),
            ExportColumn("label", _("签订对象"), width=20),
            ExportColumn("status", _("签订情况"), width=10, words=labels(lambda: LetterStatus.choices)),
            ExportColumn("signed_on", _("签订日期"), "date", width=12),
            ExportColumn("party_a", _("甲方签字人"), width=12),
            ExportColumn("party_a_post", _("甲方职务"), width=14),
            ExportColumn("party_b", _("乙方签字人"), width=12),
            ExportColumn("party_b_post", _("乙方职务"), width=14),
            ExportColumn("scan", _("扫描件"), "yes_no", width=8),
            ExportColumn("note", _("说明"), width=30),
        ),
        queryset=_letters,
        rows=_rows,
        totals=_totals,
        note=_("一行是一份应签订的责任书；不需签订的也列出，并写明原因。"),
        filterset_class=LetterFilter,
        page="supervision:letter-list",
        of_a_term=False,
    )
)
