"""The review queue: which records and children look alike, and one answer after another."""

from django.contrib import messages
from django.db.models import Case, Value, When
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.current_term import current_term
from aid_portal.identifiers import mask_id, mask_registry
from aid_portal.links import if_built, rows
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.terms import Term
from aid_portal.views.revealed import show_revealed
from students.actions import matches
from students.choices import PairStatus
from students.filters.matches import MatchFilter, term_choices
from students.forms.matches import AnswerForm
from students.models import MatchPair
from students.reports.match_sides import CHILD, FIELDS
from students.reports.matches import next_in, open_counts, open_terms
from students.sealing import open_enrolment, open_record
from students.sheets.match_words import SHORT_LEVELS
from students.tables.matches import table_with
from students.views.shown_matches import carried, conditions, match_page, queue

ANSWERED = Case(When(status=PairStatus.OPEN, then=Value(0)), default=Value(1))


def _visible(request):
    return MatchPair.objects.visible_to(request.user).for_list()


def _of_term(request, params):
    """The pairs of the term asked for, else of the one chosen in the top bar."""
    asked = params.get("term", "")
    code = asked if asked in dict(term_choices()) else str(current_term(request))
    return Term.parse(code), _visible(request).filter(term=code)


def _query_of(request):
    return QueryDict(request.POST.get("query", ""))


@require(Permission.REVIEW_VIEW)
def match_list(request):
    term, pairs = _of_term(request, request.GET)
    query = conditions(request.GET)
    may_answer = request.user.has(Permission.REVIEW_ANSWER)
    waiting = queue(request, pairs, query).exists()
    return list_page(
        request,
        queryset=pairs.annotate(answered=ANSWERED),
        filterset_class=MatchFilter,
        table_class=table_with(carried(query)),
        title=_("核对队列"),
        template="students/matches/list.html",
        empty=Empty(_("这个学期没有要核对的"), _("资格比对时，证件号和姓名只有一样对得上的会列在这里。"), icon="check-circle"),
        exports=("reviews",),
        context={
            "term": term,
            "counts": open_counts(pairs),
            "levels": list(SHORT_LEVELS.values()),
            "others": _other_terms(request, term),
            "begin": rows("students:match-next") + carried(query) if may_answer and waiting else "",
            "check": if_built("subsidies:run-list", term=term),
        },
    )


def _other_terms(request, term):
    waiting = open_terms(MatchPair.objects.visible_to(request.user))
    return [(Term.parse(code), count) for code, count in waiting if code != str(term)]


@require(Permission.REVIEW_ANSWER)
def match_next(request):
    """The first open pair of these conditions, or the one behind a pair that was skipped."""
    query = conditions(request.GET)
    key = request.GET.get("behind", "")
    behind = _visible(request).filter(pk=key).first() if key.isdecimal() and len(key) < 15 else None
    _term, pairs = (None, _visible(request).filter(term=behind.term_id)) if behind else _of_term(request, request.GET)
    found = next_in(queue(request, pairs, query), behind)
    if found:
        return redirect(found.get_absolute_url() + carried(query))
    messages.info(request, _("按这些条件没有别的待核对了。"))
    return redirect(rows("students:match-list") + carried(query))


@require(Permission.REVIEW_VIEW)
def match_detail(request, pk):
    pair = get_object_or_404(_visible(request), pk=pk)
    return render(request, "students/matches/detail.html", match_page(request, pair, conditions(request.GET)))


@require_POST
@require(Permission.REVIEW_ANSWER)
def answer(request, pk):
    pair = get_object_or_404(_visible(request), pk=pk)
    query = conditions(_query_of(request))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "students/matches/detail.html", match_page(request, pair, query, form))
    matches.answer(pair=pair, same=form.answers_same, reason=form.cleaned_data["words"], by=request.user)
    following = next_in(queue(request, _visible(request).filter(term=pair.term_id), query), pair)
    if following:
        return redirect(following.get_absolute_url() + carried(query, last=pair.pk))
    messages.success(request, _("这一批都核对完了。答复在下一次资格比对时生效。"))
    return redirect(rows("students:match-list") + carried(query))


@require_POST
@require(Permission.REVIEW_ANSWER)
def ask_again(request, pk):
    pair = get_object_or_404(_visible(request), pk=pk)
    matches.ask_again(pair=pair, by=request.user)
    messages.success(request, _("答复已撤销，“%(name)s”回到待核对。") % {"name": pair.record.name})
    return redirect(pair.get_absolute_url() + carried(conditions(_query_of(request))))


@require_POST
@require(Permission.REVEAL)
def reveal(request, pk):
    """One number of one side in full, with a reason, for half a minute."""
    pair = get_object_or_404(_visible(request), pk=pk)
    field = request.POST.get("field", "")
    if field not in FIELDS:
        raise Http404
    side, name = FIELDS[field]
    target, unit = (pair.enrolment, pair.enrolment.school) if side == CHILD else (pair.record, None)
    unmasking.reveal(target=target, fields=[name], reason=request.POST.get("reason", ""), unit=unit, by=request.user)
    value = (open_enrolment if side == CHILD else open_record)(target).get(name, "")
    mask = mask_registry if name == "registry_number" else mask_id
    return show_revealed(request, value, mask, back=pair.get_absolute_url())
