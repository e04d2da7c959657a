"""Tables and columns that say codes of the policy in words; the words are fetched once a page."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from aid_portal.columns import TextColumn
from aid_portal.listing import ListTable
from aid_portal.markup import escaped
from subsidies.reports.words import PolicyWords, words_for


class PolicyTable(ListTable):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.columns.iterall():
            bound.column.table = self  # a table has columns of its own, copied for each page

    @cached_property
    def words(self) -> PolicyWords:
        return words_for(self.request)


class PolicyColumn(TextColumn):
    """`say(words, value, record)` gives the text; stands in a PolicyTable."""

    def __init__(self, *args: Any, say: Callable[[PolicyWords, Any, Any], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say = say

    def html(self, value: Any, record: Any) -> str:
        return escaped(self.said(value, record))

    def said(self, value: Any, record: Any) -> str:
        return self.say(self.table.words, value, record)
