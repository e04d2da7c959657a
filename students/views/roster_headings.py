"""What the file's own columns are: asked once, remembered for the unit."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from aid_portal.idempotency import idempotent, new_key
from aid_portal.permissions import Permission, require
from students.actions import roster_headings
from students.forms.roster_headings import HeadingForm
from students.reports.roster_headings import nameable
from students.views.rosters import find


@require(Permission.ROSTER_UPLOAD)
@idempotent
def headings(request, pk):
    upload = find(request, pk)
    names = nameable(upload)
    if not names:
        messages.info(request, _("这份文件没有未识别的列。"))
        return redirect(upload)
    form = HeadingForm(request.POST or None, names=names)
    if form.is_valid():
        roster_headings.learn(upload=upload, names=form.said, by=request.user)
        messages.success(request, _("对应关系已记住，正在重新校验。"))
        return redirect(upload)
    return render(request, "students/rosters/headings.html", {"upload": upload, "form": form, "key": new_key()})
