"""The list of parents to push to: asked for with its purpose, handed out at once, kept nowhere."""

from django.shortcuts import render

from aid_portal.current_term import current_term
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit
from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out_made
from students.sheets.rosters import grade_choices
from supervision.actions import outreach_contacts
from supervision.forms.outreach import ContactsForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require(Permission.OUTREACH_CONTACTS)
def contacts(request):
    schools = OrgUnit.objects.visible_to(request.user).schools().open().order_by("path")
    form = ContactsForm(request.POST or None, schools=schools, grades=grade_choices())
    term = current_term(request)
    if form.is_valid():
        try:
            made = outreach_contacts.take(**form.cleaned_data, term=str(term), by=request.user)
        except Refused as refusal:  # what was typed should still stand in the form
            form.add_error(None, refusal.message)
        else:
            return hand_out_made(*made, XLSX)
    return render(request, "supervision/outreach/contacts.html", {"form": form, "term": term})
