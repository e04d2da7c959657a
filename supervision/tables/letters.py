"""Columns of the years' letters and of the letters themselves."""

from django.utils.translation import gettext_lazy as _

from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, TextColumn
from aid_portal.list_tables import ListTable
from aid_portal.markup import escaped
from supervision.choices import LetterLevel, LetterStatus, Theme
from supervision.models import LetterTemplate, ResponsibilityLetter


class SubjectColumn(TextColumn):
    def html(self, value: str, record: LetterTemplate) -> str:
        return escaped(Theme(value).label)


class LevelColumn(TextColumn):
    def html(self, value: str, record: ResponsibilityLetter) -> str:
        return escaped(LetterLevel(value).label)


class LetterColumn(TextColumn):
    """Which year's letter on what, in few words: the full title stands on its page."""

    css = "tight"

    def html(self, value: LetterTemplate, record: ResponsibilityLetter) -> str:
        return f"{value.year} {escaped(value.get_subject_display())}"


class LevelsColumn(TextColumn):
    def html(self, value: list[str], record: LetterTemplate) -> str:
        return escaped("、".join(str(LetterLevel(level).label) for level in LetterLevel.values if level in value))


class LetterTemplateTable(ListTable):
    title = LinkColumn(heading=True)
    year = TextColumn(css="num")
    subject = SubjectColumn(css="tight")
    levels = LevelsColumn(css="wrap", orderable=False)

    class Meta(ListTable.Meta):
        model = LetterTemplate
        fields = ("title", "year", "subject", "levels")
        order_by = ("-year",)
        caption = _("目标责任书")


class SignedColumn(TextColumn):
    """Both names, as they stand on the paper."""

    css = "tight"

    def html(self, value: str, record: ResponsibilityLetter) -> str:
        return escaped(f"{record.party_a} / {value}")


class ScanColumn(TextColumn):
    """Missing only where something was signed."""

    css = "tight"

    def html(self, value: int | None, record: ResponsibilityLetter) -> str:
        return escaped(_("已上传"))


class LetterTable(ListTable):
    label = LinkColumn(heading=True, order_by=("template", "unit__path", "position", "pk"))
    unit = TextColumn(accessor="unit__name", verbose_name=_("单位"), css="wrap", order_by=("unit__path", "position", "pk"))
    level = LevelColumn(css="tight", orderable=False)
    template = LetterColumn(orderable=False)
    status = BadgeColumn(choices=LetterStatus)
    signed_on = DateColumn()
    party_b = SignedColumn(verbose_name=_("甲方 / 乙方"), orderable=False)
    scan = ScanColumn(accessor="scan_id", verbose_name=_("扫描件"), orderable=False)

    class Meta(ListTable.Meta):
        model = ResponsibilityLetter
        fields = ("label", "unit", "level", "template", "status", "signed_on", "party_b", "scan")
        order_by = ("label",)
        caption = _("目标责任书")
