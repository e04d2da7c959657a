"""What every page without a login keeps: no search engine lists it, and nothing of it stays where it was looked at."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_page
from django.views.decorators.http import conditional_page

View = Callable[..., HttpResponse]
KEPT = 60  # seconds
ROBOTS = "noindex, nofollow, noarchive"


def open_to_all(view: View) -> View:
    """Personal: kept nowhere, not even for the way back."""
    return _marked(view, no_store=True, private=True)


def open_and_fresh(view: View) -> View:
    """The same for everybody: asked for anew each time, and not sent again where it is as it was."""
    return _marked(conditional_page(view), no_cache=True)


def open_and_kept(view: View) -> View:
    """The same for everybody and of nobody: made once a minute, whoever asks. Only for pages that tell of no child.

    What is asked with a query is made anew: else any number of addresses could fill the cache.
    """
    kept = cache_page(KEPT, key_prefix="public")(view)

    @wraps(view)
    def either(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (view if request.META.get("QUERY_STRING") else kept)(request, *args, **kwargs)

    return open_and_fresh(either)


def chosen_year(request: HttpRequest, years: Sequence[int]) -> int | None:
    """The one that is asked for, where it can be read; else the first; None where there is none."""
    asked = request.GET.get("year", "")
    return next((year for year in years if str(year) == asked), years[0] if years else None)


def _marked(view: View, **cache: bool) -> View:
    @login_not_required
    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, **cache)
        response.headers["X-Robots-Tag"] = ROBOTS
        return response

    return marked
