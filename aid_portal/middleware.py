"""What holds for every request: origin for the audit log, limits of a session, GET without writing, refusals in words."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from structlog.contextvars import get_contextvars

from aid_portal import acting, audit
from aid_portal.actions import api_tokens
from aid_portal.errors import Refused

Answer = Callable[[HttpRequest], HttpResponse]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# A statement that only reads begins with one of these; WITH may hide a writing part.
READS = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ", "SHOW", "DECLARE", "FETCH", "CLOSE", "EXPLAIN")
WRITES = ("INSERT INTO", "UPDATE ", "DELETE FROM", "MERGE INTO")
TOUCH_SECONDS = 60
OPEN_TO_FIRST_LOGIN = frozenset({"password-change", "logout"})


class GetWrote(RuntimeError):
    """A programming error: looking must not change anything."""


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def address_of(request: HttpRequest) -> str:
    """The client's address; a proxy's word for it counts only where settings trust the proxy, and then the last hop's."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.TRUSTED_PROXY else ""
    return (forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", ""))[:45]


class AddressIsText:
    """PostgreSQL knows no NUL: an address that holds one is a bad request, not a failure inside."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("NUL in the address")
        return self.get_response(request)


class AuditOrigin:
    """From where: every audit event of this request carries address and request number; the answer shows the number."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = str(get_contextvars().get("request_id", ""))[:36]
        token, lent = audit.origin.set(audit.Origin(address_of(request), request_id)), acting.principal.set("")
        used = acting.token_name.set("")
        try:
            response = self.get_response(request)
            if request_id:
                response.headers["X-Request-ID"] = request_id
            return response
        finally:
            audit.origin.reset(token)
            acting.principal.reset(lent)
            acting.token_name.reset(used)


class DenialsOnRecord:
    """Who asks for what is not theirs (403, or 404 on an address that names a record) leaves a line in the audit log."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        names_a_record = bool(match and match.kwargs)
        if response.status_code == 403 or (response.status_code == 404 and names_a_record):
            user = getattr(request, "user", None)
            if match and user is not None and user.is_authenticated:
                note = f"{response.status_code} {request.method} {match.view_name}"
                audit.record("portal.access.denied", by=user, target=request.path, note=note)
        return response


class TokensOnRecord:
    """When a token was last used, and that one was used in vain: written here, because a GET itself writes nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if token := getattr(request, "api_token", None):
            api_tokens.note_use(token=token)
        closed = getattr(request, "closed_door", None)
        if closed and closed.token:
            api_tokens.note_vain_use(token=closed.token, why=closed.message)
        return response


class ReadOnlyGet:
    """GET, HEAD and OPTIONS cannot write to the database: a link that is prefetched or guessed must not do a deed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS:
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


def _refuse_writes(execute: Callable, sql: Any, params: Any, many: bool, context: Any) -> Any:
    statement = str(sql).lstrip(" (\n").upper()
    if not statement.startswith(READS) or (statement.startswith("WITH") and any(word in statement for word in WRITES)):
        raise GetWrote(statement[:120])
    return execute(sql, params, many, context)


class SessionLimits:
    """Idle 30 minutes, 8 hours in all, ended when rights or password change; a first password must be changed first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            over = _reason_to_end(request)
            if over:
                logout(request)
                messages.info(request, over)
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response

    def process_view(self, request: HttpRequest, view: Callable, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if not getattr(view, "polled", False):
            touch(request)
        if request.user.must_change_password and request.resolver_match.url_name not in OPEN_TO_FIRST_LOGIN:
            if is_api(request):
                return JsonResponse(
                    {"code": "must_change_password", "message": _("请先登录网页修改初始密码。"), "ids": []}, status=403
                )
            return redirect("password-change")
        return None


def polled(view: Callable) -> Callable:
    """A page that asks for itself again and again does not count as the person being there."""
    view.polled = True  # type: ignore[attr-defined]
    return view


def begin(request: HttpRequest) -> None:
    """Marks a session that has just been opened; also where one was opened without the form, as tests do."""
    request.session["began"] = request.session["seen"] = time.time()
    request.session["epoch"] = request.user.session_epoch


def touch(request: HttpRequest) -> None:
    if time.time() - request.session["seen"] > TOUCH_SECONDS:
        request.session["seen"] = time.time()


def _reason_to_end(request: HttpRequest) -> str:
    session, now = request.session, time.time()
    if "epoch" not in session:
        begin(request)
    if session["epoch"] != request.user.session_epoch:
        return _("您的密码、权限或登录状态有变化，请重新登录。")
    if now - session["seen"] > settings.SESSION_IDLE.total_seconds():
        return _("您较长时间没有操作，为安全起见已退出，请重新登录。")
    if now - session["began"] > settings.SESSION_ABSOLUTE.total_seconds():
        return _("本次登录已满8小时，请重新登录。")
    return ""


class RefusalToMessage:
    """A Refused becomes a message on the page the person came from, or 409 with code, message and ids in the API."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if is_api(request):
            words = {"code": exception.code, "message": exception.message, "ids": exception.ids}
            return JsonResponse(words, status=409, json_dumps_params={"ensure_ascii": False})
        back = _page_before(request)
        if request.method in SAFE_METHODS or not back:
            return render(request, "409.html", {"message": exception.message}, status=409)
        messages.error(request, exception.message)
        return HttpResponseClientRedirect(back) if request.headers.get("HX-Request") else redirect(back)


def _page_before(request: HttpRequest) -> str:
    """The page the form stood on, if it is one of ours."""
    back = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()) else ""
