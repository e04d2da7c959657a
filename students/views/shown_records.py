"""One row of a department's list as its page shows it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aid_portal import figures
from aid_portal.identifiers import mask_id, mask_text
from aid_portal.links import if_built, rows
from aid_portal.permissions import Permission
from students.choices import RecordKind
from students.models import ReleaseChange
from students.reports.release_rows import pupils
from students.sealing import open_record
from students.sheets import record_words

# numbers that are masked and may be looked at in full one by one
SHOWN = {
    "raw_id": gettext_lazy("证件号"),
    "guardian_id": gettext_lazy("监护人证件号"),
    "disability_number": gettext_lazy("残疾人证号"),
}


def record_page(request, record):
    sealed = open_record(record)
    numbers = [(label, mask_id(sealed[field]), field) for field, label in SHOWN.items() if sealed.get(field)]
    found = pupils(record.release.term, record.id_index, record.name_key).select_related("school") if record.id_index else ()
    return {
        "record": record,
        "facts": _facts(record, sealed),
        "numbers": numbers,
        "extra": [(heading, mask_text(text)) for heading, text in sealed.get("extra", {}).items()],
        "changes": _changes(request.user, record),
        "term": record.release.term,
        "enrolments": list(found),
        "may_reveal": request.user.has(Permission.REVEAL),
        "proof": _proof(request.user, record),
    }


def _proof(user, record):
    """Where a proof of schooling elsewhere is handed in for this person; whereabouts are asked of the rural list only."""
    asked = record.release.kind == RecordKind.RURAL and user.has(Permission.PROOF_SUBMIT)
    return rows("students:proof-submit", record=record.pk) if asked else ""


def _facts(record, sealed):
    return [
        (
            _("来源"),
            _("%(release)s 第%(row)d行") % {"release": record.release, "row": record.row},
            record.release.get_absolute_url(),
        ),
        (_("出生日期"), figures.day(record.birth_date) if record.birth_date else ""),
        (_("类别"), record_words.categories(record)),
        (_("名单原文"), record.detail),
        (_("起止"), record_words.validity(record)),
        (_("风险"), record_words.risk(record) if record.release.kind == "rural" else ""),
        (_("户编号"), record.household_number, _household(record)),
        (_("人编号"), record.person_number),
        (_("与户主关系"), record.relation),
        (_("户主"), sealed.get("household_head", "")),
        (_("监护人"), sealed.get("guardian_name", "")),
        (_("在校生状况"), record.schooling),
        (_("住址"), record_words.place(record)),
    ]


def _household(record):
    """The page of the household behind the number."""
    listed = record.household_number and record.release.kind == RecordKind.RURAL
    return if_built("supervision:household-detail", record.pk) if listed else ""


def _changes(user, record):
    """How this row came to differ from the release before; field by field."""
    found = ReleaseChange.objects.visible_to(user).for_list().filter(after=record).order_by("pk")
    return [
        {"label": each.label, "left": each.before, "right": each.after, "same": False}
        for change in found[:1]
        for each in record_words.differences(change.before, change.after)
    ]
