"""What an upload changes: its rows beside the roster they change, field by field; who is not in it."""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from aid_portal import crypto, figures
from aid_portal.identifiers import mask_registry, mask_text
from students.choices import RowOutcome
from students.models import Enrolment, EnrolmentVersion, RosterRow, RosterUpload
from students.reports.roster_issues import aad_of
from students.rules.grades import Grade
from students.sealing import ROSTER_SECRETS, enrolment_aad
from students.sheets import enrolment_words
from students.sheets.messages import shown_value
from students.sheets.record_words import Difference
from students.sheets.rosters import ATTRIBUTES, grade_word

PLAIN = (
    "name", "grade", "class_name", "boarding", "sex", "birth_date", "hukou", "major", "agriculture", "status", "status_on",
    "guardian_name",
)  # fmt: skip
HEADING_OF = {attr: heading for heading, attr in ATTRIBUTES.items()}


def rows_of(upload: RosterUpload) -> QuerySet[RosterRow]:
    """The staged rows with what stood there before: the roster of now, or what the acceptance replaced."""
    replaced = Prefetch(
        "enrolment__versions", EnrolmentVersion.objects.filter(replaced_by=upload).order_by("-pk"), to_attr="replaced"
    )
    rows = RosterRow.objects.filter(upload=upload).exclude(outcome=RowOutcome.ERROR)
    return rows.select_related("school", "enrolment", "upload").prefetch_related(replaced)


def missing(upload: RosterUpload) -> QuerySet[Enrolment]:
    """本次未出现: children of the file's schools and term whom no row names, by 学籍号 or id (as sql/roster_missing counts)."""
    rows = RosterRow.objects.filter(upload=upload, school=OuterRef("school"))
    by_number, by_id = rows.filter(registry_index=OuterRef("registry_index")), rows.filter(id_index=OuterRef("id_index"))
    # asked first, and few: as a condition the database would look for each child's school among the rows of all files
    placed = RosterRow.objects.filter(upload=upload, school__isnull=False).order_by()
    schools = list(placed.values_list("school", flat=True).distinct())
    children = Enrolment.objects.filter(term=upload.term_id, school__in=schools)
    # two conditions, not one with "or": only so can the database join instead of looking up child by child
    return children.filter(~Exists(by_number), ~Exists(by_id)).select_related("school", "student")


def opened(row: RosterRow) -> dict:
    return crypto.unseal(row.sealed, aad_of(row.upload, row))


def masked_registry(row: RosterRow) -> str:
    return mask_registry(opened(row)["registry_number"])


def changes_of(row: RosterRow) -> list[Difference]:
    """Before and after of the fields that differ, numbers masked; none for new and unchanged rows."""
    if row.outcome != RowOutcome.CHANGED or row.enrolment is None:
        return []
    old = row.enrolment.replaced[0] if row.enrolment.replaced else row.enrolment
    aad = enrolment_aad(row.school.code, row.upload.term_id, old.registry_index)
    before, after = crypto.unseal(old.sealed, aad), opened(row)
    plain = [(HEADING_OF[name], _words(old, name), _words(row, name)) for name in PLAIN]
    secret = [_masked(HEADING_OF[name], before.get(name, ""), after.get(name, "")) for name in ROSTER_SECRETS]
    one, two = before.get("extra", {}), after.get("extra", {})
    extra = [(heading, mask_text(one.get(heading, "")), mask_text(two.get(heading, ""))) for heading in sorted({*one, *two})]
    return [Difference(*each) for each in (*plain, *secret, *extra) if each[1] != each[2]]


def _masked(heading: str, before: str, after: str) -> tuple[str, str, str]:
    """Two numbers that look the same once masked are said to differ where nobody can see it."""
    shown = shown_value(heading, before), shown_value(heading, after)
    if before != after and shown[0] == shown[1]:
        return heading, shown[0], _("%(value)s（遮盖的几位不同）") % {"value": shown[1]}
    return heading, *shown


def _words(side: RosterRow | EnrolmentVersion | Enrolment, name: str) -> str:
    value = getattr(side, name)
    if name == "grade":
        return grade_of(side)
    if name == "boarding":
        return enrolment_words.boarding(value)
    if name == "agriculture":
        return enrolment_words.yes_no(value)
    if name == "status" and side.home_taught:
        return _("送教上门")
    if name in ("hukou", "status"):
        return str(getattr(side, f"get_{name}_display")())
    return figures.day(value) if value and name in ("birth_date", "status_on") else str(value or "")


def grade_of(side: RosterRow | Enrolment) -> str:
    return grade_word(*Grade(side.stage, side.grade)) if side.grade else ""
