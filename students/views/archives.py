"""The archive package of a school's round: asked for with a reason, whole in number from a second person, taken by who asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import figures
from aid_portal.actions.exports import NEEDS_GRANT
from aid_portal.errors import Refused
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from students.actions import archive_orders
from students.forms.archives import ArchiveForm
from students.reports.archives import filed
from students.views.rounds import found


@require(Permission.EXPORT)
@idempotent
def archive(request, pk, school):
    """What a second person has granted stands in the form."""
    round, place = found(request, pk), _place(request, school)
    grant = archive_orders.grant_for(round, place, request.user)
    begin = {"masked": "no", "reason": grant.reason} if grant else {"masked": "yes"}
    form = ArchiveForm(request.POST or None, user=request.user, initial=begin)
    if form.is_valid():
        try:
            run = archive_orders.order(round=round, school=place, **form.said, by=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
            return _asked(request, form, round, place, code=refusal.code)
        messages.success(request, _("已开始打包，完成后在这里下载；也可以先去做别的，稍后在“后台任务”中取。"))
        return redirect(run)
    return _asked(request, form, round, place)


@require_POST
@require(Permission.EXPORT_UNMASKED)
@idempotent
def propose(request, pk, school):
    round, place = found(request, pk), _place(request, school)
    form = ArchiveForm(request.POST, user=request.user)
    if not form.is_valid():
        return _asked(request, form, round, place, code=NEEDS_GRANT)
    asked = archive_orders.propose(round=round, school=place, reason=form.said["reason"], by=request.user)
    messages.success(request, _("已提交申请，批准后从这里继续打包。"))
    return redirect(asked)


def _place(request, school):
    return get_object_or_404(OrgUnit.objects.visible_to(request.user).schools(), pk=school)


def _asked(request, form, round, place, code=""):
    """With the way to a second person where one is needed."""
    asks = code == NEEDS_GRANT
    count = figures.count(filed(round, place, request.user).count())
    context = {
        "form": form,
        "round": round,
        "school": place,
        "facts": [(_("认定轮次"), round), (_("学校"), place), (_("学生"), count)],
        "propose": _("提交申请，请另一人批准") if asks else "",
        "propose_url": rows("students:round-archive-propose", round.pk, place.pk) if asks else "",
    }
    return render(request, "students/rounds/archive.html", context)
