"""What a person asks to take away: which list, which rows, how; page, job, approver and log all read the same order."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from aid_portal import crypto, current_term
from aid_portal.exporting import ExportQuery, ExportSpec, export_named
from aid_portal.list_filters import ListFilter
from aid_portal.models import User
from aid_portal.pagination import PAGING
from aid_portal.terms import Term

XLSX, CSV = "xlsx", "csv"
NO_CONDITIONS = frozenset({*PAGING, "sort", "size"})


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """`query` are the conditions of the list page as its address writes them, `term` the one looked at while they were chosen.

    Not `masked` only for who may and says why.
    """

    spec: ExportSpec
    term: str
    query: str = ""
    format: str = XLSX
    masked: bool = True
    reason: str = ""

    @classmethod
    def placed(cls, spec: ExportSpec, query: str, term: str, **how: Any) -> "ExportOrder":
        """An order as a list page or the API words it; the order of its conditions and the place in the list do not matter."""
        given = QueryDict(query).lists()
        pairs = [(name, value) for name, values in given for value in values if value and name not in NO_CONDITIONS]
        return cls(spec, term, urlencode(sorted(pairs)), **how)

    @property
    def whole(self) -> bool:
        """Whether ids leave unmasked."""
        return not self.masked and self.spec.has_secrets

    @property
    def title(self) -> str:
        return " ".join(filter(None, (str(self.spec.label), self.term_in_words)))

    @property
    def term_of_rows(self) -> str:
        """The term whose rows these are: a condition that names one goes first; '' where the rows are of many or of none."""
        asked = QueryDict(self.query).get("term", self.term)
        return asked if self.spec.of_a_term and asked in map(str, current_term.terms()) else ""

    @property
    def term_in_words(self) -> str:
        return Term.parse(self.term_of_rows).label if self.term_of_rows else ""

    def filterset(self, user: User) -> ListFilter:
        """The filter of the screen over what this person may see now; a job has no request, the filter gets one made up."""
        request = HttpRequest()
        request.user, request.GET = user, QueryDict(self.query)
        request.session = {current_term.SESSION_KEY: self.term}
        rows = self.spec.queryset(ExportQuery(user=user, term=self.term_of_rows or self.term))
        return self.spec.filterset_class(request.GET, queryset=rows, request=request)

    def rows(self, user: User) -> QuerySet:
        return self.filterset(user).rows

    def conditions(self, user: User) -> list[str]:
        """The conditions in words; the term is told beside them."""
        told = {"term"} if self.term_of_rows else set()
        return [f"{chip.label}：{chip.value}" for chip in self.filterset(user).chips if chip.name not in told]

    @property
    def mark(self) -> str:
        """Equal for orders of the same rows: what a second person allowed is this and nothing else."""
        return crypto.blind_index("content", f"export\n{self.spec.name}\n{self.term}\n{self.query}").hex()

    def as_params(self) -> dict[str, Any]:
        """To be kept: the words of conditions and reason may name a child, so they are sealed."""
        key = uuid4().hex
        sealed = crypto.seal({"query": self.query, "reason": self.reason}, aad=_aad(key))
        how = {"term": self.term, "format": self.format, "masked": self.masked}
        return {"export": self.spec.name, **how, "mark": self.mark, "key": key, "sealed": base64.b64encode(sealed).decode()}

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> "ExportOrder":
        words = crypto.unseal(base64.b64decode(params["sealed"]), aad=_aad(params["key"]))
        how = {name: params[name] for name in ("term", "format", "masked")}
        return cls(export_named(params["export"]), **how, **words)

    def in_words(self, user: User) -> dict[str, str]:
        """What the log, the approver and the sheet 附注 say of it."""
        return {
            "export": str(self.spec.label),
            "term": self.term_in_words,
            "filters": "；".join(self.conditions(user)) or _("无，全部可查看的记录"),
            "masked": self.secrecy,
            "reason": self.reason,
            "format": self.format,
        }

    @property
    def secrecy(self) -> str:
        if not self.spec.has_secrets:
            return _("不含证件号")
        return _("完整") if self.whole else _("已脱敏")


def _aad(key: str) -> str:
    return f"export-order|{key}"
