"""Where somebody without an account begins, and whom to ring."""

from django.db.models import Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aid_portal.choices import OrgKind
from aid_portal.models import OrgUnit
from aid_portal.pagination import page_of
from aid_portal.public_doors import doors
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
    told = OrgUnit.objects.open().exclude(help_phone="", watch_phone="")
    others = told.exclude(kind=OrgKind.BUREAU)
    found = others.filter(Q(name__icontains=asked) | Q(code=asked)) if asked else others
    context = {
        "bureau": told.filter(kind=OrgKind.BUREAU).first(),
        "page": page_of(request.GET, found, order=ORDER),
        "asked": asked,
    }
    return render(request, "aid_portal/public_contacts.html", context)
