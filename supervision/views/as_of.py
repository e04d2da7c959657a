"""A child, and a household, as of a date: what the lists that counted then said."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from aid_portal.permissions import Permission, require
from students.choices import RecordKind
from students.models import Record, Student
from students.sheets import record_words
from subsidies.reports.words import policy_words
from supervision.forms.as_of import AsOfForm
from supervision.reports.as_of import child_on, days_of, household_on


def _day(request):
    form = AsOfForm(request.GET)
    return (form.is_valid() and form.cleaned_data["on"]) or timezone.localdate()


def _said(record):
    return {
        "record": record,
        "categories": record_words.categories(record),
        "validity": record_words.validity(record),
        "risk": record_words.risk(record) if record.release.kind == "rural" else "",
    }


def _listing(listing):
    return {"listing": listing, "label": RecordKind(listing.kind).label, "rows": [_said(row) for row in listing.records]}


@require(Permission.RECORD_VIEW)
def child(request, pk):
    student, day = get_object_or_404(Student.objects.visible_to(request.user), pk=pk), _day(request)
    then, words = child_on(student, day, request.user), policy_words()
    context = {
        "student": student,
        "then": then,
        "day_form": AsOfForm(initial={"on": day}),
        "listings": [_listing(each) for each in then.listings],
        "decisions": [{"row": each, "tier": words.tier(each.case.tier)} for each in then.decisions],
    }
    return render(request, "supervision/as_of/child.html", context)


@require(Permission.RECORD_VIEW)
def household(request, pk):
    """`pk` is the row of any release: the household it names, looked up in the list of the day."""
    record, day = get_object_or_404(Record.objects.visible_to(request.user).select_related("release"), pk=pk), _day(request)
    then = household_on(record, day, request.user)
    context = {
        "record": record,
        "then": then,
        "day_form": AsOfForm(initial={"on": day}),
        "days": days_of(record.release.kind, request.user),
        "title": _("户 %(number)s") % {"number": record.household_number or "—"},
        "rows": [_said(row) for row in then.members],
    }
    return render(request, "supervision/as_of/household.html", context)
