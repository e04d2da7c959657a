"""The answer to a reveal: the value alone where a script puts it into the page, else a page of its own with the way back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aid_portal.unmasking import SHOWN_SECONDS


def show_revealed(request: HttpRequest, value: str, mask: Callable[[str], str], back: str) -> HttpResponse:
    """Call it after unmasking.reveal; `back` is the address of the page that was asked from."""
    shown = {"value": value, "masked": mask(value), "seconds": SHOWN_SECONDS}
    if request.htmx:
        return render(request, "components/revealed.html", shown)
    page = render(request, "revealed.html", {**shown, "back": back})
    page["Refresh"] = f"{SHOWN_SECONDS}; url={back}"  # no script counts the seconds: the browser goes back by itself
    return page
