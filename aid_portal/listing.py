"""The one way to make a list page: FilterSet over visible rows, Table of columns, one template; htmx swaps the results only.

return list_page(request, queryset=Student.objects.visible_to(request.user).for_list(),
                 filterset_class=StudentFilter, table_class=StudentTable, title=_("学生"))
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from aid_portal.exporting import export_named
from aid_portal.links import rows
from aid_portal.list_filters import ListFilter
from aid_portal.list_tables import ListTable, PageData
from aid_portal.models import User
from aid_portal.pagination import PAGING, SIZES, Page, page_of

__all__ = ["Empty", "ListFilter", "ListPage", "ListTable", "PostAction", "export_of_term", "list_page", "matching", "selection"]

RESULTS_ID = "results"


@dataclass(frozen=True)
class Empty:
    """What an empty list says: what this is, and what to do next."""

    title: str
    text: str = ""
    url: str = ""
    action: str = ""
    icon: str = "inbox"


@dataclass(frozen=True)
class PostAction:
    """A button that posts: the filter as `query`, and for batch actions the boxes ticked (or all that match)."""

    label: str
    url: str
    icon: str = "check2-all"
    tone: str = "primary"


@dataclass
class ListPage:
    """Everything that list.html and components/list_results.html need, under the name `list`."""

    request: HttpRequest
    queryset: QuerySet
    filterset: ListFilter
    table_class: type[ListTable]
    title: str
    empty: Empty
    batch: Sequence[PostAction] = ()
    exports: Sequence[PostAction] = ()
    sums_url: str = ""  # a fragment that adds up what the filter finds; it may take longer than the page
    tabs_of: Callable[[ListFilter], Sequence[dict[str, Any]]] | None = None
    sizes: Sequence[int] = SIZES

    @cached_property
    def sort(self) -> str:
        """The column asked for, if the table has it and it may be sorted; else the table's own order."""
        asked = self.request.GET.get("sort", "")
        column = self.table_class.base_columns.get(asked.lstrip("-"))
        known = column is not None and column.orderable is not False
        return asked if known else next(iter(self.table_class._meta.order_by or ()), "")

    @property
    def order(self) -> list[str]:
        name = self.sort.lstrip("-")
        column = self.table_class.base_columns.get(name)
        if column is None:
            return list(self.table_class._meta.order_by or ())
        paths = list(column.order_by or [str(column.accessor or name).replace(".", "__")])
        return [_flip(path) for path in paths] if self.sort.startswith("-") else [str(path) for path in paths]

    @cached_property
    def page(self) -> Page:
        return page_of(self.request.GET, self.filterset.rows, anchors=self.queryset, order=self.order)

    @cached_property
    def table(self) -> ListTable:
        data = PageData(self.page.rows, self.queryset.model)
        table = self.table_class(data, order_by=self.sort or (), request=self.request)
        table.selecting = bool(self.batch)
        return table

    @property
    def caption(self) -> str:
        return str(getattr(self.table_class.Meta, "caption", self.title))

    @property
    def query(self) -> str:
        """The conditions and the order without the place in the list: what an export or a batch action is told."""
        params = self.request.GET.copy()
        params.update(self.filterset.assumed)
        for name in PAGING:
            params.pop(name, None)
        return params.urlencode()

    @cached_property
    def tabs(self) -> Sequence[dict[str, Any]]:
        """Views of the same rows, swapped together with them so that their counts fit the conditions."""
        return self.tabs_of(self.filterset) if self.tabs_of else ()

    @property
    def filtered(self) -> bool:
        return bool(self.filterset.chips)


def _flip(path: str) -> str:
    return str(path)[1:] if str(path).startswith("-") else f"-{path}"


def list_page(
    request: HttpRequest,
    *,
    queryset: QuerySet,
    filterset_class: type[ListFilter],
    table_class: type[ListTable],
    title: str,
    template: str = "list.html",
    empty: Empty | None = None,
    batch: Sequence[PostAction] = (),
    exports: Sequence[str | PostAction] = (),
    sums_url: str = "",
    tabs_of: Callable[[ListFilter], Sequence[dict[str, Any]]] | None = None,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Answer a list page; to htmx only its results. Three queries: capped count, anchor (long lists), rows.

    `exports` names the ExportSpecs of this list; their buttons are offered to those who may take them away.
    """
    filterset = filterset_class(request.GET, queryset=queryset, request=request)
    nothing = empty or Empty(_("还没有记录"))
    offered = list(_offered(exports, filterset_class, request))
    page = ListPage(request, queryset, filterset, table_class, title, nothing, batch, offered, sums_url, tabs_of)
    only_results = request.headers.get("HX-Target") == RESULTS_ID
    response = render(request, "components/list_results.html" if only_results else template, {"list": page, **(context or {})})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _offered(
    exports: Sequence[str | PostAction], filterset_class: type[ListFilter], request: HttpRequest
) -> Iterator[PostAction]:
    """The buttons of a list's exports; a spec with another filter than the page's is a programming error, seen at once."""
    for export in exports:
        if isinstance(export, PostAction):
            yield export
            continue
        spec = export_named(export)
        if spec.filterset_class is not filterset_class:
            raise ImproperlyConfigured(f"ExportSpec {export!r} needs filterset_class={filterset_class.__name__}, the list's own")
        if spec.may_be_taken_by(request.user):
            label = _("导出%(what)s") % {"what": spec.label} if len(exports) > 1 else _("导出")
            yield PostAction(label, reverse("export-create", args=[spec.name]), icon="file-earmark-excel")


def export_of_term(name: str, term: str, user: User) -> list[PostAction]:
    """The button of an export on a page whose rows are of this term, whichever is looked at elsewhere."""
    url = rows("export-create", name, term=term)
    return [PostAction(_("导出"), url, icon="file-earmark-excel")] if export_named(name).may_be_taken_by(user) else []


def matching(query: str, queryset: QuerySet, filterset_class: type[ListFilter], request: HttpRequest) -> QuerySet:
    """The rows behind a list page's `query`."""
    return filterset_class(QueryDict(query), queryset=queryset, request=request).rows


def selection(request: HttpRequest, queryset: QuerySet, filterset_class: type[ListFilter]) -> QuerySet:
    """The rows a batch form names: the boxes ticked, or with `all` every row matching its `query`; looked up afresh in scope."""
    if request.POST.get("all"):
        return matching(request.POST.get("query", ""), queryset, filterset_class, request)
    keys = [key for key in request.POST.getlist("selected") if key.isdecimal()]
    return queryset.filter(pk__in=keys)
