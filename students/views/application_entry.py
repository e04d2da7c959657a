"""Writing an application: whose, then the form; a draft is kept until it is handed in."""

from django.contrib import messages
from django.db.models import BooleanField, Value
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal.errors import Refused
from aid_portal.idempotency import idempotent
from aid_portal.links import rows
from aid_portal.listing import Empty, PostAction, list_page
from aid_portal.permissions import Permission, require
from students.actions import applications
from students.determination_choices import ApplicationStatus, RoundStatus
from students.filters.applications import RoundChildFilter
from students.forms.applications import MEMBERS, PaperForm, named_members, sent_members, shown_members, with_one_more
from students.models import Application
from students.reports.round_children import children_of, with_applications
from students.tables.applications import RoundChildTable, class_of
from students.views.rounds import found

COMMITTED = "committed_on"


@require(Permission.ROUND_VIEW)
def round_children(request, pk):
    """Every child of the term, with an application or the way to write one; codes are issued to those ticked."""
    round = found(request, pk)
    writes = request.user.has(Permission.APPLICATION_COLLECT) and round.status == RoundStatus.RUNNING
    children = with_applications(children_of(round, request.user), round)
    codes = PostAction(_("发放手机申请码"), rows("students:round-codes", round.pk), "telephone")
    return list_page(
        request,
        queryset=children.annotate(of_round=Value(round.pk), may_write=Value(writes, output_field=BooleanField())),
        filterset_class=RoundChildFilter,
        table_class=RoundChildTable,
        title=_("本轮学生"),
        template="students/applications/children.html",
        empty=Empty(_("这一学期还没有在读学生"), _("学校的花名册接收以后，学生会列在这里。"), icon="mortarboard"),
        batch=[codes] if writes else (),
        context={"round": round},
    )


@require(Permission.APPLICATION_COLLECT)
@idempotent
def application_write(request, pk, child):
    """Saved at every button; what is handed in is checked whole first."""
    round = found(request, pk)
    enrolment = get_object_or_404(children_of(round, request.user).select_related("school"), pk=child)
    draft = Application.objects.visible_to(request.user).standing().filter(round=round, enrolment=enrolment).first()
    if draft is not None and draft.status != ApplicationStatus.DRAFT:
        messages.info(request, _("这名学生的申请已经提交，需要修改的请先退回。"))
        return redirect(draft)
    asked = request.POST.get("do", "")
    form, members = _forms(request, asked, applications.open_form(draft) if draft else {})
    whole = asked in ("save", "submit") and form.is_valid() and members.is_valid()
    if whole and (made := _written(form, members, round, enrolment, asked == "submit", request.user)):
        messages.success(request, _("已提交，等待班级评议。") if asked == "submit" else _("草稿已保存，还没有提交。"))
        return redirect(made)
    context = {"form": form, "members": members, "round": round, "child": enrolment, "place": class_of(enrolment), "draft": draft}
    return render(request, "students/applications/form.html", context)


def _forms(request, asked, kept):
    if asked == "more":
        typed = {name: request.POST.getlist(name) if name in ("special", "circumstances") else value
                 for name, value in request.POST.items()}  # fmt: skip
        return PaperForm(initial=typed), with_one_more(request.POST)
    if request.method == "POST":
        complete = asked == "submit"
        return PaperForm(request.POST, request.FILES, complete=complete), sent_members(request.POST)
    return PaperForm(initial=kept), shown_members(kept)


def _written(form, members, round, enrolment, hand_in, user):
    """The draft is kept also where the handing in is refused: the form says why."""
    day = form.cleaned_data[COMMITTED]
    content = {**form.said, COMMITTED: day.isoformat() if day else "", MEMBERS: named_members(members)}
    try:
        draft = applications.save_draft(round=round, enrolment=enrolment, form=content, by=user)
        if not hand_in:
            return draft
        return applications.submit(application=draft, committed_on=day, scan=form.cleaned_data["scan"], by=user)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return None
