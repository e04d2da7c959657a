"""The archive package of a school's round: asked for with a reason, made by a job, taken by who asked for it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal import figures
from aid_portal.errors import Refused
from aid_portal.idempotency import idempotent
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from students.actions import archive_packages
from students.forms.archives import ArchiveForm
from students.reports.archives import filed
from students.views.rounds import found


@require(Permission.EXPORT)
@idempotent
def archive(request, pk, school):
    round = found(request, pk)
    place = get_object_or_404(OrgUnit.objects.visible_to(request.user).schools(), pk=school)
    form = ArchiveForm(request.POST or None, user=request.user)
    if form.is_valid() and (run := _ordered(form, round, place, request.user)):
        messages.success(request, _("已开始打包，完成后在这里下载；也可以先去做别的，稍后在“后台任务”中取。"))
        return redirect(run)
    facts = [(_("认定轮次"), round), (_("学校"), place), (_("学生"), figures.count(filed(round, place, request.user).count()))]
    return render(request, "students/rounds/archive.html", {"form": form, "round": round, "school": place, "facts": facts})


def _ordered(form, round, school, user):
    try:
        return archive_packages.order(round=round, school=school, **form.said, by=user)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return None
