"""List pages of piles: the same template, conditions and pager as every list, for rows that come from several tables."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from aid_portal.list_filters import Conditions
from aid_portal.list_tables import ListTable, PageData
from aid_portal.listing import RESULTS_ID, Empty, PostAction
from aid_portal.models import User
from aid_portal.pagination import PAGING, SIZES, Page, page_of_pile
from aid_portal.piles import Pile

NOTHING = Pile([], [], list)


class FormConditions(Conditions):
    """Conditions that a plain form asks for."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def said(self, name: str) -> Any:
        """What was chosen; nothing where the conditions cannot be read."""
        return self.form.cleaned_data[name] if self.form.is_valid() else ""


@dataclass
class PilePage:
    """What list.html and components/list_results.html need, under the name `list`."""

    request: HttpRequest
    pile: Pile
    filterset: FormConditions
    table_class: type[ListTable]
    title: str
    empty: Empty
    batch: list[PostAction] = field(default_factory=list)
    exports: tuple[PostAction, ...] = ()
    sums_url: str = ""
    tabs: tuple[dict[str, Any], ...] = ()
    sizes: tuple[int, ...] = SIZES

    @cached_property
    def page(self) -> Page:
        """No rows where a condition cannot be read."""
        pile = self.pile if self.filterset.form.is_valid() else NOTHING
        return page_of_pile(self.request.GET, pile, len(pile))

    @cached_property
    def table(self) -> ListTable:
        table = self.table_class(PageData(self.page.rows, User), order_by=())
        table.selecting = bool(self.batch)
        return table

    @property
    def caption(self) -> str:
        return str(getattr(self.table_class.Meta, "caption", self.title))

    @property
    def query(self) -> str:
        params = self.request.GET.copy()
        for name in PAGING:
            params.pop(name, None)
        return params.urlencode()

    @property
    def filtered(self) -> bool:
        return bool(self.filterset.chips)


def pile_page(page: PilePage, template: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or to htmx only its results."""
    only_results = page.request.headers.get("HX-Target") == RESULTS_ID
    response = render(page.request, "components/list_results.html" if only_results else template, {"list": page, **context})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
