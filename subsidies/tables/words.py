"""Columns that say codes of the policy in words; the words are fetched once a page."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.utils.html import escape

from aid_portal.columns import TextColumn
from subsidies.reports.words import PolicyWords, policy_words


class PolicyColumn(TextColumn):
    """`say(words, value, record)` gives the text; a table is copied for each page, and with it the words."""

    def __init__(self, *args: Any, say: Callable[[PolicyWords, Any, Any], str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.say = say

    @cached_property
    def words(self) -> PolicyWords:
        return policy_words()

    def html(self, value: Any, record: Any) -> str:
        return escape(self.say(self.words, value, record))
