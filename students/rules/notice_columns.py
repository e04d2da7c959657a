"""The columns of a public notice: an allow-list, so that nothing personal can be added (domain.md 3.5, scenario 36)."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from students.determination_choices import NoticeColumn

OF_DETERMINATIONS = (
    NoticeColumn.NAME, NoticeColumn.SCHOOL, NoticeColumn.GRADE, NoticeColumn.CLASS, NoticeColumn.MAJOR, NoticeColumn.TIER,
)  # fmt: skip
# Six figures in a row are a piece of an id, a card, a telephone number; four stars a masked one.
_PERSONAL_NUMBER = re.compile(r"[0-9０-９]{6}|\*{4}")
# What tells why a child is poor, whatever column it would hide in.
_PRIVATE_WORDS = re.compile("孤儿|无人抚养|残疾|低保|特困|烈士|脱贫|致贫|监测|单亲|重病")
_BY_WORD = {str(column.label): column for column in NoticeColumn} | {column.value: column for column in NoticeColumn}


def allowed_columns(asked: Iterable[str]) -> list[NoticeColumn]:
    """In the order of the allow-list, by code or heading; refused with the names of what may not be shown."""
    asked = list(asked)
    if forbidden := [each for each in asked if each not in _BY_WORD]:
        message = _("公示只能包含%(allowed)s；“%(columns)s”不能公示，请去掉后再生成。")
        words = {"allowed": "、".join(str(each.label) for each in NoticeColumn), "columns": "、".join(forbidden)}
        raise Refused(message % words, code="column_not_allowed", ids=forbidden)
    chosen = {_BY_WORD[each] for each in asked}
    if NoticeColumn.NAME not in chosen:
        raise Refused(_("公示应包含姓名，请选上后再生成。"), code="no_name")
    return [column for column in NoticeColumn if column in chosen]


def is_private(column: str, cell: str) -> bool:
    """Whether a cell holds a number of a person, or the reason of the aid, where the allow-list expected something else."""
    return bool(_PERSONAL_NUMBER.search(cell)) or (column != NoticeColumn.NAME and bool(_PRIVATE_WORDS.search(cell)))
