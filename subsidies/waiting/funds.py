"""What waits in the money: documents to approve, books that do not agree, money that lies."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal.links import rows
from aid_portal.menu import AID
from aid_portal.permissions import Permission
from aid_portal.waiting import Todo, Viewer, Waiting, register_todos, register_waiting
from subsidies.choices import PaperStatus
from subsidies.models import FundingDocument
from subsidies.reports.delays import LIMIT_DAYS, lying_too_long
from subsidies.reports.tie_out import different_places
from subsidies.reports.waiting import decidable


def documents_to_approve(viewer: Viewer) -> QuerySet[FundingDocument]:
    return decidable(FundingDocument.objects.visible_to(viewer.user), viewer.user, Permission.BUDGET_APPROVE)


def books_to_tie_out(viewer: Viewer) -> Iterator[Todo]:
    """Places where the books of the term do not agree."""
    url = rows("subsidies:tie-out", period=str(viewer.term), shown="different")
    yield Todo(AID, _("查清对账差异"), different_places(str(viewer.term)), url, "patch-check")


def money_that_lies(viewer: Viewer) -> Iterator[Todo]:
    """Money that came and is not with the children after the limit, year by year."""
    found = lying_too_long(timezone.localdate())
    for year in sorted({each.line.year for each in found}, reverse=True):
        since = [each.stay.day for each in found if each.line.year == year]
        what = _("到账超过%(days)s天还没有发完的%(year)s年资金") % {"days": LIMIT_DAYS, "year": year}
        yield Todo(AID, what, len(since), rows("subsidies:delay-list", year=year), "hourglass-split", min(since))


register_waiting(
    Waiting(
        "document-approve", AID, "subsidies:budget-list", gettext_lazy("批准资金文件"), "file-earmark-text",
        Permission.BUDGET_APPROVE, documents_to_approve, since="made_at", by="made_by", detail="subsidies:document-detail",
        listed=lambda viewer: rows("subsidies:document-list", status=PaperStatus.PROPOSED.value),
    )
)  # fmt: skip
register_todos(Permission.BUDGET_EDIT, books_to_tie_out, "subsidies:tie-out")
register_todos(Permission.BUDGET_EDIT, money_that_lies, "subsidies:budget-list")
