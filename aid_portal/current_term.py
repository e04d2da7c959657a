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

_source: list[Callable[[], Iterable[str]]] = []
_in_use: list[Callable[[], str | None]] = []


def register_terms(codes: Callable[[], Iterable[str]], in_use: Callable[[], str | None] = lambda: None) -> None:
    """Called from the menu.py of the app that keeps the terms: functions giving their codes, and the newest one in use."""
    _source[:], _in_use[:] = [codes], [in_use]


def opening_term(known: list[Term] | None = None) -> Term:
    """Where people begin: terms are set up years ahead, and an empty one has nothing to show."""
    known = known or terms()
    used = {code for source in _in_use for code in [source()]}
    return next((term for term in known if str(term) in used), known[0])


def terms() -> list[Term]:
    """The terms that can be looked at, newest first; today's where none has been set up."""
    known = sorted((Term.parse(code) for source in _source for code in source()), reverse=True)
    return known or [term_of(timezone.localdate())]


def terms_for(request: HttpRequest) -> list[Term]:
    """The same for a page: read once a request."""
    if not hasattr(request, "_terms"):
        request._terms = terms()
    return request._terms


def current_term(request: HttpRequest) -> Term:
    """The chosen term as a Term; str() of it is the code, 2022A. Read once a request."""
    if not hasattr(request, "_current_term"):
        known = terms_for(request)
        chosen = request.session.get(SESSION_KEY)
        picked = [term for term in known if str(term) == chosen]
        request._current_term = picked[0] if picked else opening_term(known)
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
