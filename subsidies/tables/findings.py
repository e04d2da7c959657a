"""Columns of the list of findings."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, LinkColumn, TextColumn
from aid_portal.links import of_row
from aid_portal.listing import ListTable
from subsidies.choices import FindingCode
from subsidies.models import Finding
from subsidies.reports.words import PolicyWords
from subsidies.tables.words import PolicyColumn, PolicyTable


def student_page(finding: Finding) -> str:
    return of_row("students:student-detail", finding.student_id)


def _sentence(words: PolicyWords, _value: int, finding: Finding) -> str:
    return finding.sentence(words.all_categories)


class RunColumn(TextColumn):
    """Since which run it stands, and which one cleared it."""

    css = "tight"

    def html(self, value: int, record: Finding) -> str:
        since = _("自#%(run)d") % {"run": value}
        gone = _("，#%(run)d消除") % {"run": record.cleared_by_id} if record.cleared_by_id else ""
        return super().html(f"{since}{gone}", record)


class FindingTable(PolicyTable):
    code = BadgeColumn(choices=FindingCode)
    name = LinkColumn(
        verbose_name=_("学生"), accessor="enrolment__name", order_by=("enrolment__pinyin",), heading=True, url=student_page
    )
    school = TextColumn(verbose_name=_("学校"), accessor="school__name", order_by=("school_id",))
    sentence = PolicyColumn(verbose_name=_("说明"), accessor="pk", orderable=False, css="wrap", say=_sentence)
    run = RunColumn(verbose_name=_("比对"), accessor="run_id", order_by=("run_id",))
    state = BadgeColumn(
        verbose_name=_("状态"), accessor="state", orderable=False, choices=[("open", _("待处理")), ("done", _("已消除"))]
    )

    class Meta(ListTable.Meta):
        model = Finding
        fields = ("code", "name", "school", "sentence", "run", "state")
        order_by = ("code",)
        caption = _("比对发现")
