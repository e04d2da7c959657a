"""The review queue as its pages show it: the conditions carried from case to case, one pair with both its sides."""

from django.http import QueryDict
from django.utils import timezone

from aid_portal.listing import matching
from aid_portal.pagination import PAGING
from aid_portal.permissions import Permission
from students.choices import PairStatus
from students.filters.matches import MatchFilter
from students.forms.matches import AnswerForm
from students.models import MatchPair, Record, Release
from students.reports.match_sides import compared
from students.reports.matches import other_pairs, place_of
from students.sheets.match_words import LEVELS, REASONS

NOT_CONDITIONS = (*PAGING, "sort", "size", "status", "last", "behind")
RECORDS_SHOWN = 8


def conditions(params):
    """The list's conditions that the queue keeps, as a query string; the queue itself is always of open pairs."""
    kept = params.copy()
    for name in NOT_CONDITIONS:
        kept.pop(name, None)
    return kept.urlencode()


def carried(query, **more):
    """'?…' to hang on an address; empty where there is nothing to carry."""
    params = QueryDict(query, mutable=True)
    params.update(more)
    return f"?{params.urlencode()}" if params else ""


def queue(request, pairs, query):
    return matching(query, pairs, MatchFilter, request).filter(status=PairStatus.OPEN)


def match_page(request, pair, query, form=None):
    pairs = MatchPair.objects.visible_to(request.user)
    records, children = other_pairs(pair, pairs)
    may_answer = request.user.has(Permission.REVIEW_ANSWER)
    is_open = pair.status == PairStatus.OPEN
    return {
        "pair": pair,
        "level": LEVELS[pair.level],
        "rows": compared(pair),
        "place": place_of(pair, queue(request, pairs.filter(term=pair.term_id), query)),
        "done_today": pairs.filter(answered_by=request.user, answered_at__date=timezone.localdate()).count(),
        "query": query,
        "carried": carried(query),
        "skip": carried(query, behind=pair.pk),
        "form": form or AnswerForm(),
        "reasons": [[each for each in REASONS if each.same is same] for same in (True, False)],
        "chosen": form.data.get("usual", "") if form else "",
        "may_answer": may_answer and is_open,
        "may_ask_again": may_answer and not is_open,
        "may_reveal": request.user.has(Permission.REVEAL),
        "candidates": records,
        "lookalikes": children,
        "records": _same_person(request.user, pair.record),
        "last": _last(request, pairs) if may_answer else None,
    }


def _same_person(user, record):
    """What other lists in effect say of the person: by the id where it is valid, else by the mark of the row."""
    in_effect = Release.objects.visible_to(user).in_effect()
    found = Record.objects.visible_to(user).filter(release__in=in_effect).exclude(pk=record.pk)
    same = found.filter(id_index=record.id_index) if record.id_index else found.filter(person_mark=record.person_mark)
    return same.select_related("release").order_by("-release__data_date", "pk")[:RECORDS_SHOWN]


def _last(request, pairs):
    """The pair answered a moment ago by the same person: its answer can be taken back from here."""
    key = request.GET.get("last", "")
    if not (key.isdecimal() and len(key) < 15):
        return None
    return pairs.exclude(status=PairStatus.OPEN).filter(pk=key, answered_by=request.user).for_list().first()
