"""A layout as its page shows it: both files column by column, and lines of made-up payments as the bank would get them."""

from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.models import User
from aid_portal.permissions import Permission
from subsidies.choices import PaperStatus
from subsidies.models import BankLayout
from subsidies.rules.bank_file_problems import UnfitFile
from subsidies.rules.bank_layout_columns import RETURN_FIELDS, RETURN_LINE_FIELDS, SENT_FIELDS, SENT_LINE_FIELDS
from subsidies.rules.bank_layout_differences import layout_differences
from subsidies.rules.bank_layout_words import align_words, said_words, shape_facts
from subsidies.rules.bank_layouts import XLSX, FileShape, parse_layout
from subsidies.rules.bank_lines import FileHead, PaymentLine, encode_text, written_rows
from subsidies.views.shown_documents import decision, story

_ACCOUNTS = ("6200000000000001", "6200000000000002")  # nobody's, and shorter than any card


def layout_page(layout: BankLayout, user: User) -> dict[str, Any]:
    parsed = parse_layout(layout.spec)
    versions = BankLayout.objects.visible_to(user).filter(code=layout.code).exclude(pk=layout.pk)
    former = versions.current().first() if layout.status == PaperStatus.PROPOSED else None
    return {
        "layout": layout,
        "facts": _facts(layout),
        "former": former,
        "differences": layout_differences(former.spec, layout.spec) if former else [],
        "story": story(layout, _("批准，起用")) if layout.made_by else [],
        **decision(layout, user, Permission.LAYOUT_APPROVE),
        "files": [
            _file(_("代发文件"), layout.spec["sent"], parsed.sent, SENT_FIELDS, SENT_LINE_FIELDS),
            _file(_("回盘文件"), layout.spec["returned"], parsed.returned, RETURN_FIELDS, RETURN_LINE_FIELDS),
        ],
        "success": "、".join(sorted(parsed.success)),
        "failure": "、".join(sorted(parsed.failure)),
        "example": example(layout),
        "versions": versions,
        "may_edit": layout.state == PaperStatus.APPROVED
        and user.has(Permission.BANK_FILE)
        and not versions.filter(status=PaperStatus.PROPOSED).exists(),
    }


def _facts(layout: BankLayout) -> list[tuple]:
    return [
        (_("代码"), layout.code),
        (_("版本"), layout.version),
        (_("登记人"), layout.made_by.name if layout.made_by else _("系统随附")),
        (_("登记时间"), figures.minute(layout.made_at)),
        (_("批准人"), layout.decided_by.name if layout.decided_by else ""),
    ]


def _file(title: str, part: dict, shape: FileShape, fields: dict, line_fields: dict) -> dict[str, Any]:
    lines = [(_("首行"), line) for line in shape.head] + [(_("末行"), line) for line in shape.foot]
    return {
        "title": title,
        "facts": shape_facts(part),
        "columns": [
            {
                "label": column.heading,
                "said": said_words(column, fields),
                "width": column.width or "",
                "align": align_words(column),
            }
            for column in shape.columns
        ],
        "lines": [(label, "、".join(said_words(column, line_fields) for column in line)) for label, line in lines],
    }


def example(layout: BankLayout) -> dict[str, Any]:
    """As text where the file is one, else as the rows of its sheet; where the layout is too narrow for them, why."""
    parsed, head = parse_layout(layout.spec), FileHead("FF2022A-0001", timezone.localdate())
    shown: dict[str, Any] = {"text": "", "rows": [], "problems": []}
    try:
        if parsed.sent.kind == XLSX:
            return {**shown, "rows": written_rows(parsed, head, _payments()).all}
        return {**shown, "text": encode_text(parsed, head, _payments()).decode(parsed.sent.encoding).lstrip("\ufeff")}
    except UnfitFile as fault:
        return {**shown, "problems": [problem.sentence for problem in fault.problems]}


def _payments() -> list[PaymentLine]:
    amounts = ((_("示例甲"), Decimal("500.00")), (_("示例乙"), Decimal("625.00")))
    return [_payment(number, *each) for number, each in enumerate(amounts, start=1)]


def _payment(number: int, name: str, amount: Decimal) -> PaymentLine:
    return PaymentLine(
        sequence=number, reference=f"FF2022A-0001-{number:05d}", payee=name, account=_ACCOUNTS[number - 1], amount=amount,
        bank_name=_("示例银行"), bank_number="", summary=_("2022秋生活补助"), id_number=_("（证件号）"),
    )  # fmt: skip
