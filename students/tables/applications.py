"""Columns of the lists of applications and of the children of a round."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn, badge_html
from aid_portal.links import rows
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from students.determination_choices import ApplicationStatus, Origin, Tier
from students.models import Application, Enrolment
from students.sheets.rosters import grade_word
from students.tables.release_rows import SaidColumn


def class_of(child: Enrolment) -> str:
    return f"{grade_word(child.stage, child.grade)}{child.class_name}"


CLASS_ORDER = ("enrolment__stage", "enrolment__grade", "enrolment__class_name", "enrolment__pinyin")


class TierColumn(BadgeColumn):
    """A tier below what the departments' lists prove is marked."""

    def html(self, value: Any, record: Application) -> str:
        mark = f" {badge_html('warning', str(_('低于应定档次')))}" if record.below_reason else ""
        return super().html(value, record) + mark


class ApplicationTable(ListTable):
    name = LinkColumn(verbose_name=_("学生"), accessor="enrolment__name", order_by=("enrolment__pinyin",), heading=True)
    class_name = SaidColumn(verbose_name=_("年级班级"), say=lambda row: class_of(row.enrolment), css="tight")
    school = TextColumn(
        verbose_name=_("学校"), accessor="enrolment__school__name", order_by=("enrolment__school__path", *CLASS_ORDER), css="wrap"
    )
    origin = BadgeColumn(choices=Origin)
    status = BadgeColumn(choices=ApplicationStatus)
    proven_tier = BadgeColumn(verbose_name=_("数据证明"), choices=Tier)
    class_tier = BadgeColumn(verbose_name=_("班级建议"), choices=Tier)
    tier = TierColumn(choices=Tier)
    submitted_at = DateColumn(verbose_name=_("提交日期"))

    class Meta(ListTable.Meta):
        model = Application
        fields = ("name", "class_name", "status", "tier", "proven_tier", "class_tier", "origin", "school", "submitted_at")
        order_by = ("school",)
        caption = _("认定申请")


class ListRowTable(ListTable):
    name = LinkColumn(verbose_name=_("学生"), accessor="enrolment__name", order_by=("enrolment__pinyin",), heading=True)
    class_name = SaidColumn(verbose_name=_("年级班级"), say=lambda row: class_of(row.enrolment), css="tight")
    tier = TierColumn(choices=Tier, order_by=("tier", *CLASS_ORDER))
    proven_tier = BadgeColumn(verbose_name=_("数据证明"), choices=Tier)
    origin = BadgeColumn(choices=Origin)
    reason = TextColumn(orderable=False, css="wrap")
    below_reason = TextColumn(orderable=False, css="wrap")
    status = BadgeColumn(choices=ApplicationStatus)

    class Meta(ListTable.Meta):
        model = Application
        fields = ("name", "class_name", "tier", "proven_tier", "origin", "status", "reason", "below_reason")
        order_by = ("name",)
        caption = _("名单里的学生")


class RoundChildColumn(TextColumn):
    """How the application stands, with the way to it; where there is none, the way to write one."""

    def html(self, value: Any, record: Enrolment) -> str:
        if record.application_pk is None:
            url, words = rows("students:application-write", record.of_round, record.pk), str(_("录入申请"))
            return f'<a href="{escaped(url)}">{escaped(words)}</a>' if record.may_write else escaped(_("没有申请"))
        badge = badge_html(record.application_status, str(ApplicationStatus(record.application_status).label))
        return f'<a href="{escaped(rows("students:application-detail", record.application_pk))}">{badge}</a>'


class RoundChildTable(ListTable):
    """Rows carry `of_round` and `may_write`."""

    name = TextColumn(verbose_name=_("学生"), order_by=("pinyin",), heading=True, css="strong")
    class_name = SaidColumn(verbose_name=_("年级班级"), say=class_of, css="tight")
    application_status = RoundChildColumn(verbose_name=_("申请"), accessor="pk", orderable=False, css="tight")
    code_at = DateColumn(verbose_name=_("发码日期"))
    school = TextColumn(accessor="school__name", order_by=("school__path", "stage", "grade", "class_name", "pinyin"), css="wrap")

    class Meta(ListTable.Meta):
        model = Enrolment
        fields = ("name", "class_name", "application_status", "code_at", "school")
        order_by = ("school",)
        caption = _("本轮学生")
