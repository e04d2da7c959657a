"""Where somebody without an account begins, and whom to ring."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from aid_portal.pagination import page_of
from aid_portal.public_doors import doors
from aid_portal.public_lines import line_of_the_bureau, lines_of_others
from aid_portal.public_pages import open_and_kept

ORDER = ("path",)


@open_and_kept
@require_safe
def public_home(request):
    return render(request, "aid_portal/public_home.html", {"doors": doors()})


@open_and_kept
@require_safe
def contacts(request):
    """The bureau's lines first, then those of the other units that have told one."""
    asked = request.GET.get("school", "").strip()[:80]
    context = {"bureau": line_of_the_bureau(), "page": page_of(request.GET, lines_of_others(asked), order=ORDER), "asked": asked}
    return render(request, "aid_portal/public_contacts.html", context)
