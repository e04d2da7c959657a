"""Issues put into words for the person who has to mend the cell: where, what, what next."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from aid_portal.identifiers import mask_card, mask_id, mask_phone, mask_registry
from students.rules.cells import WARNING
from students.sheets.sentences import KEPT_FOR_REVIEW, REMEDIES_OF_COLUMN, SENTENCES, WITHOUT_DETAIL

ID_COLUMNS = frozenset({"身份证号", "身份证号码", "证件号码"})
ID_CODES = frozenset({"missing", "numeric_id", "bad_check_digit", "bad_birth_date", "fifteen_digit_id", "bad_length"})

_MASKS = {
    **dict.fromkeys((*ID_COLUMNS, "监护人身份证号", "户主身份证号", "残疾人证号"), mask_id),
    "学籍号": mask_registry,
    "银行账号": mask_card,
    "联系电话": mask_phone,
}


class SaidOfCell(Protocol):
    """An Issue of the rules, or the row of the database that keeps one."""

    @property
    def column(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def detail(self) -> Sequence[str | int]: ...


def title(code: str) -> str:
    """The cause, as the heading of all rows that have it."""
    return str(SENTENCES[code].title)


def rule(issue: SaidOfCell) -> str:
    """What is wrong, without a full stop."""
    if not issue.detail and issue.code in WITHOUT_DETAIL:
        return str(WITHOUT_DETAIL[issue.code])
    return str(SENTENCES[issue.code].rule) % _details(issue)


def remedy(issue: SaidOfCell) -> str:
    """What to do about it, as a sentence."""
    if issue.severity == WARNING and issue.column in ID_COLUMNS and issue.code in ID_CODES:
        return str(KEPT_FOR_REVIEW)
    text = REMEDIES_OF_COLUMN.get((issue.code, issue.column), SENTENCES[issue.code].remedy)
    return str(text) % _details(issue)


class _Cell(NamedTuple):
    """A cause without a cell, for what can be said of all its cells."""

    severity: str
    code: str
    column: str
    detail: tuple[str | int, ...] = ()


def general_remedy(severity: str, code: str, column: str) -> str:
    """The remedy for all cells of a cause; '' where it depends on the cell (as which words may stand there)."""
    cell = _Cell(severity, code, column)
    return "" if "%(" in str(SENTENCES[code].remedy) else remedy(cell)


def message(issue: SaidOfCell, row: int) -> str:
    """第12行“身份证号”：校验码错误，应为 4。请对照户口簿或身份证核对整个号码。"""
    return _("第%(row)d行“%(column)s”：%(rule)s。%(remedy)s") % {
        "row": row,
        "column": issue.column,
        "rule": rule(issue),
        "remedy": remedy(issue),
    }


def comment(issue: SaidOfCell) -> str:
    """The note on the red cell of the error workbook, where row and column need no saying."""
    return _("%(rule)s。%(remedy)s") % {"rule": rule(issue), "remedy": remedy(issue)}


def shown_value(column: str, value: str) -> str:
    """The cell as the page shows it: numbers masked, all else as it stood."""
    mask = _MASKS.get(column)
    return mask(value) if mask else value


def _details(issue: SaidOfCell) -> dict[str, str]:
    names = SENTENCES[issue.code].names
    if names == ("rows",):
        return {"rows": "、".join(map(str, issue.detail))}
    filled = [*issue.detail, *[""] * len(names)]
    return {name: str(part) for name, part in zip(names, filled, strict=False)}
