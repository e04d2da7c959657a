"""Filters and tags of every template: figures, badges, icons, masks, fields, progress, query strings."""

from typing import Any

from django import template
from django.forms import BoundField
from django.http import HttpRequest, QueryDict
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from aid_portal import figures, identifiers
from aid_portal.columns import badge_html, icon_html
from aid_portal.form_fields import field_html
from aid_portal.forms.saved_searches import SavedSearchForm
from aid_portal.list_tables import Heading, ListTable
from aid_portal.markup import escaped
from aid_portal.models import SavedSearch
from aid_portal.pagination import PAGING

register = template.Library()

register.filter("yuan", figures.yuan)
register.filter("wan", figures.wan)
register.filter("count", figures.count)
register.filter("percent", figures.percent)
register.filter("day", figures.day)
register.filter("minute", figures.minute)
register.filter("cn_date", figures.long_day)

MASKS = {
    "id": identifiers.mask_id,
    "registry": identifiers.mask_registry,
    "card": identifiers.mask_card,
    "phone": identifiers.mask_phone,
    "name": identifiers.mask_name,
    "text": identifiers.mask_text,
}
SORT_ICONS = {"ascending": "sort-up", "descending": "sort-down", "none": "chevron-expand"}
RANGE_PARTS = ("min", "max", "after", "before", "0", "1")


@register.filter
def mask(value: str | None, kind: str = "id") -> str:
    """{{ card|mask:"card" }}; kinds are the keys of MASKS."""
    return MASKS[kind](value) if value else figures.DASH


@register.simple_tag
def icon(name: str) -> SafeString:
    return mark_safe(icon_html(name))  # noqa: S308 escapes the name


@register.simple_tag
def badge(thing: Any, field: str = "status") -> SafeString:
    """{% badge roster %}, {% badge child "hukou" %}: the field's label with its look."""
    label = getattr(thing, f"get_{field}_display")()
    return mark_safe(badge_html(getattr(thing, field), str(label)))  # noqa: S308 escapes the label


@register.simple_tag
def badge_word(value: str, label: str) -> SafeString:
    """{% badge_word "warning" _("待核定") %}: for what is no field of a model."""
    return mark_safe(badge_html(value, str(label)))  # noqa: S308 escapes the label


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The query string of this page with some parameters changed; None takes one away."""
    return changed_query(context["request"].GET, changes)


@register.simple_tag(takes_context=True)
def query_at(context: template.Context, changes: dict[str, Any]) -> str:
    """The same from a dict, as pages of pagination.py give it."""
    return changed_query(context["request"].GET, changes)


@register.simple_tag(takes_context=True)
def query_without(context: template.Context, name: str) -> str:
    """The query string without one condition, its parts included (a range is name_min and name_max), and from the first page."""
    parts = [name, *(f"{name}_{part}" for part in RANGE_PARTS)]
    return changed_query(context["request"].GET, dict.fromkeys([*parts, *PAGING]))


@register.simple_tag
def column_heads(table: ListTable, request: HttpRequest) -> SafeString:
    """The heads of a list's columns; a click on one sorts by it, from the first page."""
    return mark_safe("".join(_head_html(heading, request) for heading in table.headings))  # noqa: S308 escapes the words


def _head_html(heading: Heading, request: HttpRequest) -> str:
    css = f' class="{heading.css}"' if heading.css else ""
    state = f' aria-sort="{heading.state}"' if heading.state != "none" else ""
    inside = escaped(heading.label)
    if heading.sort:
        url = request.path + changed_query(request.GET, {"sort": heading.sort, **dict.fromkeys(PAGING)})
        inside = f'<a href="{escaped(url)}">{inside}{icon_html(SORT_ICONS[heading.state])}</a>'
    return f'<th scope="col"{css}{state}>{inside}</th>'


@register.simple_tag
def hidden_query(params: QueryDict, *without: str) -> SafeString:
    """The query as hidden fields, for a GET form that keeps it."""
    pairs = ((name, value) for name, values in params.lists() if name not in without for value in values)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


def changed_query(params: QueryDict, changes: dict[str, Any]) -> str:
    params = params.copy()
    for name, value in changes.items():
        params.pop(name, None)
        if value not in (None, ""):
            params[name] = str(value)
    return f"?{params.urlencode()}"


@register.simple_tag
def saved_searches(request: HttpRequest) -> str:
    """The searches kept for the list at this address; nothing where there are none."""
    if not request.user.is_authenticated:
        return ""
    found = list(SavedSearch.objects.visible_to(request.user).filter(page=request.path).for_list())
    words = {"searches": found, "user": request.user}
    return render_to_string("components/saved_searches.html", words, request=request) if found else ""


@register.inclusion_tag("components/save_search.html")
def save_search(request: HttpRequest, query: str) -> dict[str, Any]:
    """The button that keeps these conditions under a name."""
    initial = {"page": request.path, "query": query}
    return {"form": SavedSearchForm(initial=initial, auto_id="saved_%s"), "csrf_token": get_token(request)}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*parts: Any) -> dict[str, Any]:
    """{% breadcrumb _("花名册") "students:roster-list" roster %}: pairs of label and URL name or address; this page last."""
    pairs = list(zip(parts[:-1:2], parts[1::2], strict=True))
    links = [(label, target if str(target).startswith("/") else reverse(str(target))) for label, target in pairs]
    return {"links": links, "here": parts[-1]}


@register.simple_tag
def field(bound: BoundField, css: str = "") -> SafeString:
    """A form field with label, help and errors, wired up for screen readers."""
    return field_html(bound, css)


@register.inclusion_tag("components/stepper.html")
def stepper(current: int, *labels: str) -> dict[str, Any]:
    """{% stepper 2 _("下载模板") _("上传文件") _("校验") %}: the wizard's steps, the second being the present one."""
    steps = [(number, label, _step_state(number, current)) for number, label in enumerate(labels, 1)]
    following = labels[current] if current < len(labels) else ""
    return {"steps": steps, "current": current, "total": len(labels), "label": labels[current - 1], "following": following}


def _step_state(number: int, current: int) -> str:
    return "done" if number < current else "now" if number == current else "next"


@register.inclusion_tag("components/job_progress.html")
def job_progress(run: Any, poll_url: str, every: str = "1s") -> dict[str, Any]:
    """How far a JobRun is. Polls `poll_url` while active; that address answers with this tag, status 286 at the end."""
    active = run.status in ("queued", "running", "cancelling")
    share = min(100, run.done * 100 // run.total) if run.total else 0
    share = 100 if run.status == "done" else share
    spoken = _("%(title)s：%(label)s，%(share)d%%") if active else _("%(title)s：%(label)s")
    # a screen reader hears quarters, not every second
    words = {"title": run.title, "label": run.get_status_display(), "share": share // 25 * 25}
    left = run.left_at(timezone.now())
    shown = {"run": run, "active": active, "share": share, "left": figures.duration(left) if left else ""}
    return shown | {"poll_url": poll_url, "every": every, "spoken": spoken % words}


@register.inclusion_tag("components/masked.html", takes_context=True)
def masked(context: template.Context, value: str, label: str, url: str = "", field: str = "") -> dict[str, Any]:
    """A masked value; with `url` a button that asks for a reason and posts `field` there (answer: components/revealed.html)."""
    token = context.get("csrf_token")
    return {"value": value, "label": label, "url": url, "field": field, "csrf_token": token}


@register.filter
def lines(text: str) -> SafeString:
    """Line breaks of a text kept, everything else escaped."""
    parts = [format_html("{}", line) for line in str(text).splitlines()]
    return mark_safe("<br>".join(parts))  # noqa: S308 every line is escaped
