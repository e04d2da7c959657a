"""How what a family tells is dealt with (个人信息处理告知, domain.md 12.1): before it tells anything, and at any time after."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from aid_portal.public_pages import open_and_kept
from students.rules.privacy import VERSION


@require_safe
@open_and_kept
def privacy(request):
    return render(request, "public/privacy.html", {"version": VERSION})
