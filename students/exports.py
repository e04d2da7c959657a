"""What this floor gives away: the review queue (columns of eligibility.md 7)."""

from collections.abc import Generator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, labels, register_export
from aid_portal.identifiers import mask_registry
from aid_portal.permissions import Permission
from students.choices import RecordKind
from students.filters.matches import MatchFilter
from students.models import MatchPair
from students.registry_numbers import opener


def _reviews(query: ExportQuery) -> QuerySet:
    """The list's filter says which answers; the console has no filter and takes what is open."""
    scope = MatchPair.objects.visible_to(query.user) if query.user else MatchPair.objects.open()
    return scope.filter(term=query.term).order_by("level", "kind", "record__row", "pk")


def _review_rows(pairs: QuerySet) -> Generator[tuple]:
    sealed = opener()
    names = (
        "enrolment__school__code", "enrolment__term_id", "enrolment__registry_index", "enrolment__sealed", "level", "kind",
        "record__person_number", "record__row", "record__name", "enrolment__name",
    )  # fmt: skip
    for *envelope, level, kind, person, row, record_name, name in pairs.values_list(*names).iterator(chunk_size=2000):
        key = person if kind == RecordKind.RURAL else row
        yield level, kind, key, record_name, sealed(*envelope)["registry_number"], name


register_export(
    ExportSpec(
        name="reviews",
        label=_("待核对"),
        permission=Permission.REVIEW_VIEW,
        columns=(
            ExportColumn("level", _("级别"), "count", width=6),
            ExportColumn("kind", _("名单"), width=22, words=labels(lambda: RecordKind.choices)),
            ExportColumn("record_key", _("人编号或行号"), width=18),
            ExportColumn("record_name", _("名单姓名"), width=12),
            ExportColumn("registry_number", _("学籍号"), mask=mask_registry, width=22),
            ExportColumn("name", _("学生姓名"), width=12),
        ),
        queryset=_reviews,
        rows=_review_rows,
        note=_("一行是一对待核对或已答复的名单记录与学生，以列表条件为准；答复和理由在核对页面查看。"),
        filterset_class=MatchFilter,
        page="students:match-list",
    )
)
