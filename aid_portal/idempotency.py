"""A POST that must not happen twice: its key is taken in the transaction of its effect, its first answer is replayed.

    @require(Permission.BATCH_APPROVE)
    @idempotent
    def approve(request, pk): ...

Forms carry the key in a hidden field `idempotency_key` with a fresh `new_key()`; API clients send the header
Idempotency-Key. Without a key the view runs as it is.
"""

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from aid_portal import crypto
from aid_portal.actions import idempotent_answers
from aid_portal.errors import Refused
from aid_portal.models import IdempotentAnswer

FIELD, HEADER = "idempotency_key", "Idempotency-Key"
LONGEST_KEY = 64
NOT_THE_QUESTION = {FIELD, "csrfmiddlewaretoken"}
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Refresh", "HX-Trigger")

View = Callable[..., HttpResponse]


def new_key() -> str:
    """For the hidden field of a form: one key per form shown, so that two clicks are one deed and two forms are two."""
    return uuid.uuid4().hex


def idempotent(view: View) -> View:
    @wraps(view)
    def once(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        key = request.headers.get(HEADER) or request.POST.get(FIELD, "")
        if request.method != "POST" or not key:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return _first_answer(view, request, key[:LONGEST_KEY], args, kwargs)

    return once


def _first_answer(view: View, request: HttpRequest, key: str, args: tuple, kwargs: dict) -> HttpResponse:
    digest = _digest(request)
    mine = idempotent_answers.take(key=key, digest=digest, by=request.user)
    if mine is None:
        return _replay(IdempotentAnswer.objects.get(user=request.user, key=key), digest)
    response = view(request, *args, **kwargs)
    if response.status_code >= 400:
        transaction.set_rollback(True)  # nothing was done, so the key is free for a better try
        return response
    if response.streaming or response.has_header("Content-Disposition"):
        idempotent_answers.give_back(answer=mine)  # a document is made or taken out anew, and is on record each time
        return response
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    body = response.content.decode(response.charset)
    idempotent_answers.keep(answer=mine, content={"status": response.status_code, "headers": headers, "body": body})
    return response


def _replay(answer: IdempotentAnswer, digest: bytes) -> HttpResponse:
    if bytes(answer.request_digest) != digest:
        raise Refused(_("这个页面已经提交过，内容与这次不同。请刷新页面后重新填写。"), code="key_reused")
    kept = crypto.unseal(answer.sealed, idempotent_answers.aad(answer))
    return HttpResponse(kept["body"], status=kept["status"], headers=kept["headers"])


def _digest(request: HttpRequest) -> bytes:
    """What was asked, without what differs from click to click; keyed, because it may hold an id."""
    if request.content_type in FORM_TYPES:
        fields = sorted((name, values) for name, values in request.POST.lists() if name not in NOT_THE_QUESTION)
        asked = repr((fields, sorted((name, [_told(file) for file in files]) for name, files in request.FILES.lists())))
    else:
        asked = request.body.decode("utf-8", "replace")
    return crypto.blind_index("content", f"{request.method} {request.path}\n{asked}")


def _told(file: UploadedFile) -> tuple[str, str]:
    """Two files of one name and size may differ in a cell."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return file.name or "", digest.hexdigest()
