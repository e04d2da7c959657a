"""Drafting a notice: whom it is for, which findings it takes up, its words; changing a draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aid_portal.choices import OrgKind
from aid_portal.idempotency import FIELD as KEY
from aid_portal.idempotency import idempotent
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from supervision.actions import notice_drafts
from supervision.forms.notices import DraftForm, UnitForm, rearranged, rearranges, sent_problems, shown_problems, worded
from supervision.models import RectificationNotice
from supervision.reports.proposals import as_proposed, facts_for, open_findings, proposed
from supervision.views.notices import find


@require(Permission.NOTICE_DRAFT)
def begin(request):
    """Which unit, and what of that which was found there."""
    form = UnitForm(request.GET or None, units=_units(request.user))
    unit = form.cleaned_data["unit"] if form.is_valid() else None
    found = open_findings(request.user, unit) if unit else []
    return render(request, "supervision/notices/begin.html", {"form": form, "unit": unit, "findings": found})


@require(Permission.NOTICE_DRAFT)
@idempotent
def add(request):
    unit = get_object_or_404(_units(request.user), pk=_number(request.GET.get("unit")))
    known = {finding.pk: finding for finding in open_findings(request.user, unit)}
    chosen = [known[key] for key in map(_number, request.GET.getlist("finding")) if key in known]
    start = (facts_for(chosen, request.user), [proposed(finding) for finding in chosen])
    form, problems = _forms(request, *start)
    if _complete(request, form, problems):
        said = {"facts": form.said, "problems": worded(problems, known)}
        notice = notice_drafts.draft(unit=unit, **said, by=request.user)
        messages.success(request, _("草稿已保存，核对后提交签发。"))
        return redirect(notice)
    return _page(request, form, problems, unit, None, known)


@require(Permission.NOTICE_DRAFT)
@idempotent
def change(request, pk):
    notice = find(request, pk)
    own = list(notice.problems.select_related("finding__visit").order_by("position"))
    known = {finding.pk: finding for finding in open_findings(request.user, notice.unit)}
    known |= {problem.finding_id: problem.finding for problem in own if problem.finding}
    facts = {name: getattr(notice, name) for name in notice_drafts.FACTS}
    form, problems = _forms(request, facts, [as_proposed(problem) for problem in own])
    if _complete(request, form, problems):
        said = {"facts": form.said, "problems": worded(problems, known)}
        notice_drafts.change(notice=notice, **said, by=request.user)
        messages.success(request, _("已保存。"))
        return redirect(notice)
    return _page(request, form, problems, notice.unit, notice, known)


def _forms(request, facts, problems):
    if request.method != "POST":
        return DraftForm(initial=facts), shown_problems(problems)
    if rearranges(request.POST):
        typed = {name: value for name, value in request.POST.items() if name != KEY}  # what is shown next is another question
        return DraftForm(initial=typed), rearranged(request.POST)
    return DraftForm(request.POST), sent_problems(request.POST)


def _complete(request, form, problems):
    asked = request.method == "POST" and not rearranges(request.POST)
    return asked and form.is_valid() & problems.is_valid()


def _page(request, form, problems, unit, notice: RectificationNotice | None, known):
    context = {"form": form, "problems": problems, "unit": unit, "notice": notice, "findings": known}
    return render(request, "supervision/notices/form.html", context)


def _units(user):
    return OrgUnit.objects.visible_to(user).open().exclude(kind=OrgKind.BUREAU).order_by("path")


def _number(text):
    return int(text) if text and text.isdecimal() and len(text) < 15 else 0
