"""Children: the list of a term, one child's page, looking one up by a whole number, one number in full."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal import unmasking
from aid_portal.current_term import current_term
from aid_portal.forms.reveals import ReasonForm
from aid_portal.listing import Empty, list_page
from aid_portal.permissions import Permission, require
from aid_portal.views.revealed import show_revealed
from students.filters.students import StudentFilter
from students.forms.students import FindForm
from students.models import Enrolment, Student
from students.reports.children import enrolments_of, numbered
from students.sealing import secrets_of
from students.sheets.enrolment_words import SECRETS
from students.tables.students import StudentTable
from students.views.shown_students import CONTACT, HEAD, student_page


@require(Permission.STUDENT_VIEW)
def student_list(request):
    return list_page(
        request,
        queryset=Enrolment.objects.visible_to(request.user).select_related("school"),
        filterset_class=StudentFilter,
        table_class=StudentTable,
        title=_("学生"),
        template="students/students/list.html",
        empty=Empty(_("这一学期还没有学生"), _("学校的花名册接收以后，学生会列在这里。"), icon="mortarboard"),
        exports=("students",),
        context={"find_form": FindForm()},
    )


@require_POST
@require(Permission.STUDENT_VIEW)
def find(request):
    """By a whole number, which never stands in an address."""
    form = FindForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["number"][0])
        return redirect("students:student-list")
    found = numbered(form.cleaned_data["number"], Enrolment.objects.visible_to(request.user))
    if not found:
        messages.warning(request, _("在您能查看的学校里，没有这个号码的学生。"))
        return redirect("students:student-list")
    if len(found) > 1:
        messages.info(request, _("这个号码有%(count)d份学生档案，这是最近的一份。") % {"count": len(found)})
    return redirect("students:student-detail", found[0])


@require(Permission.STUDENT_VIEW)
def student_detail(request, pk):
    student = _find(request, pk)
    return redirect(student.merged_into) if student.merged_into_id else _show(request, student)


@require_POST
@require(Permission.REVEAL)
def reveal(request, pk):
    """One number in full, with a reason, on record, for half a minute."""
    student = _find(request, pk)
    field, form = request.POST.get("field", ""), ReasonForm(request.POST)
    if field not in (*HEAD, *CONTACT):
        raise Http404
    if not form.is_valid():
        return _show(request, student, form=form)
    shown = _shown(request, _enrolments(request, student))
    if shown is None:
        raise Http404
    unmasking.reveal(target=student, fields=[field], reason=form.cleaned_data["reason"], unit=shown.school, by=request.user)
    value = secrets_of(shown).get(field, "")
    return show_revealed(request, value, SECRETS[field][1], back=student.get_absolute_url())


def _find(request, pk):
    return get_object_or_404(Student.objects.visible_to(request.user).select_related("merged_into"), pk=pk)


def _enrolments(request, student):
    return enrolments_of(student, Enrolment.objects.visible_to(request.user))


def _shown(request, enrolments):
    """The row of the term looked at, else the newest."""
    term = str(current_term(request))
    return next((each for each in enrolments if each.term_id == term), enrolments[0] if enrolments else None)


def _show(request, student, form=None):
    enrolments = _enrolments(request, student)
    page = student_page(request.user, student, enrolments, _shown(request, enrolments), timezone.localdate())
    return render(request, "students/students/detail.html", {**page, "form": form})
