"""For load balancers and containers: is the process alive, may it be given work."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def alive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_GET
def ready(_request: HttpRequest) -> HttpResponse:
    """Ready when the database and the sessions' cache answer; a failure is a 500 with its reason in the log."""
    connection.ensure_connection()
    cache.get("ready")
    return HttpResponse("ok", content_type="text/plain")
