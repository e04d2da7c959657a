"""Where somebody without an account begins."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from aid_portal.public_doors import doors
from aid_portal.public_pages import open_and_kept


@open_and_kept
@require_safe
def public_home(request):
    return render(request, "aid_portal/public_home.html", {"doors": doors()})
