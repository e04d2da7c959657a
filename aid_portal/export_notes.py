"""The sheet 附注 of an export: who, when, which rows, what is counted, and for whose eyes it is."""

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.export_orders import ExportOrder
from aid_portal.models import JobRun

Note = tuple[str, str]


def notes(order: ExportOrder, rows: QuerySet, count: int, run: JobRun) -> list[Note]:
    by, words = run.requested_by, order.in_words(run.requested_by)
    roles = "、".join(f"{each.unit} {each.get_role_display()}" for each in by.assignments_in_force)
    told = [
        (_("内容"), words["export"]),
        (_("学期"), words["term"]),
        (_("条件"), words["filters"]),
        (_("行数"), figures.count(count)),
        *(order.spec.totals(rows) if order.spec.totals else []),
        (_("说明"), str(order.spec.note)),
        (_("证件号"), _secrecy(order, run)),
        (_("导出人"), f"{by.name}（{by.username}，{roles}）"),
        (_("生成时间"), figures.minute(timezone.now())),
        (_("任务编号"), str(run.pk)),
        (_("使用要求"), _("仅限工作使用，不得外传，用后删除。每次导出和下载都记入审计，本文件在系统中保留24小时。")),
    ]
    return [(subject, said) for subject, said in told if said]


def watermark(run_words: list[Note]) -> str:
    """One line for the foot of every printed page, out of the notes."""
    said = dict(run_words)
    return " ".join((said[_("导出人")], said[_("生成时间")], _("任务编号") + said[_("任务编号")], _("不得外传")))


def _secrecy(order: ExportOrder, run: JobRun) -> str:
    if not order.whole:
        return order.secrecy
    parts = [order.secrecy, _("事由：%(reason)s") % {"reason": order.reason}]
    if granted_by := run.params.get("granted_by"):
        parts.append(_("批准人：%(name)s") % {"name": granted_by})
    return "；".join(parts)
