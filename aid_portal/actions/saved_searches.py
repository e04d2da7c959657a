"""keep, remove — conditions of a list that a person keeps under a name."""

from django.db import transaction
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal import audit, crypto
from aid_portal.errors import Refused
from aid_portal.export_orders import NO_CONDITIONS
from aid_portal.models import SavedSearch, User

KEPT = 20  # a longer list on the filter bar would be a search of its own


@transaction.atomic
def keep(*, page: str, name: str, query: str, shared: bool = False, term: str = "", by: User) -> SavedSearch:
    """What stands under this name already is replaced. A condition that names `term`, the one being looked at, is not kept:
    next term the search follows."""
    _demand_page(page)
    unit = by.home_unit if shared else None
    if shared and unit is None:
        raise Refused(_("您没有自己的任职单位，不能共享常用查询；请去掉“共享”后再保存。"), code="no_unit")
    User.objects.locked().get(pk=by.pk)
    mine = SavedSearch.objects.filter(owner=by, page=page)
    if mine.exclude(name=name).count() >= KEPT:
        raise Refused(_("这个列表最多保存%(most)d个常用查询，请先删除不用的。") % {"most": KEPT}, code="too_many")
    found = mine.filter(name=name).first() or SavedSearch(owner=by, page=page, name=name)
    found.unit, found.saved_at = unit, timezone.now()
    found.sealed = crypto.seal({"query": _conditions(query, term)}, aad=found.aad)
    found.save()
    audit.record("portal.saved_search.saved", by=by, target=found, unit=unit, note=page)
    return found


@transaction.atomic
def remove(*, search: SavedSearch, by: User) -> None:
    if search.owner_id != by.pk:
        raise Refused(_("这个常用查询由“%(owner)s”共享，请由本人删除。") % {"owner": search.owner}, code="not_yours")
    audit.record("portal.saved_search.removed", by=by, target=search, unit=search.unit, note=search.page)
    search.delete()


def _demand_page(page: str) -> None:
    try:
        resolve(page)
    except Resolver404:
        raise Refused(_("没有这个页面，请从列表页保存常用查询。"), code="no_page") from None


def _conditions(query: str, term: str) -> str:
    kept = QueryDict(mutable=True)
    for name, values in QueryDict(query).lists():
        wanted = [value for value in values if value and (name, value) != ("term", term)]
        if wanted and name not in NO_CONDITIONS - {"sort"}:
            kept.setlist(name, wanted)
    return kept.urlencode()
