"""Which term a person is looking at: kept in the session, chosen in the top bar, the newest one in use to begin with."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from aid_portal.terms import Term, term_of

SESSION_KEY = "term"

Known = list[tuple[Term, bool]]  # newest first, each with whether it is in use

_source: list[Callable[[], Iterable[tuple[str, bool]]]] = []


def register_terms(codes: Callable[[], Iterable[tuple[str, bool]]]) -> None:
    """Called from the menu.py of the app that keeps the terms: a function giving their codes, each with whether it is in use."""
    _source[:] = [codes]


def opening_term() -> Term:
    """Where people begin: terms are set up years ahead, and an empty one has nothing to show."""
    return _opening(_known())


def terms() -> list[Term]:
    """The terms that can be looked at, newest first; today's where none has been set up."""
    return [term for term, _used in _known()]


def _known() -> Known:
    known = sorted(((Term.parse(code), used) for source in _source for code, used in source()), reverse=True)
    return known or [(term_of(timezone.localdate()), False)]


def _opening(known: Known) -> Term:
    return next((term for term, used in known if used), known[0][0])


def terms_for(request: HttpRequest) -> list[Term]:
    """The terms of a page: read once a request."""
    return [term for term, _used in _known_to(request)]


def _known_to(request: HttpRequest) -> Known:
    if not hasattr(request, "_terms"):
        request._terms = _known()
    return request._terms


def current_term(request: HttpRequest) -> Term:
    """The chosen term as a Term; str() of it is the code, 2022A. Read once a request."""
    if not hasattr(request, "_current_term"):
        chosen = request.session.get(SESSION_KEY)
        picked = [term for term in terms_for(request) if str(term) == chosen]
        request._current_term = picked[0] if picked else _opening(_known_to(request))
    return request._current_term


@require_POST
def choose_term(request: HttpRequest) -> HttpResponseRedirectBase:
    """Remember the term for this session and go back to the page it was chosen on."""
    code = request.POST.get("term", "")
    if code not in map(str, terms()):
        raise Http404
    request.session[SESSION_KEY] = code
    back = request.POST.get("next", "")
    return redirect(_in_term(back, code) if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) else "/")


def _in_term(address: str, code: str) -> str:
    """A page whose address names a term shows the one just chosen."""
    path, question, words = address.partition("?")
    query = QueryDict(words, mutable=True)
    if "term" in query:
        query["term"] = code
    return f"{path}{question}{query.urlencode()}"


choose_term.permission = None  # anybody logged in
