"""Proofs of schooling outside the county: of children of the list, most of them looked at before the term's last check."""

import csv
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from aid_portal.demo import Manifest
from aid_portal.demo.seeding.controlling import PAPER
from aid_portal.demo.seeding.people import CLERK, REVIEWER, named
from aid_portal.terms import Term
from students.actions import proofs
from students.choices import RecordKind
from students.models import Record, Release, SchoolingProof, TermSetting

# Of two families one has brought its proof; of six proofs one waits for the second person, of three one tells of no aid there.
BROUGHT_EVERY, WAITS_EVERY, SILENT_EVERY = 2, 6, 3
GRADES_FROM_SIX = ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级")


@transaction.atomic
def bring(county: Manifest, term: str) -> str:
    """Once an academic year: some of those that absent.csv says to have a proof."""
    year = str(Term.parse(term).academic_year)
    if not SchoolingProof.objects.filter(academic_year=year).exists():
        for place, (record, school) in enumerate(_told(county, term), start=1):
            facts = _facts(record, school, term, silent=place % SILENT_EVERY == 2)
            file = ContentFile(PAPER, name=_("在读证明.pdf"))
            proof = proofs.submit_listed(record=record, file=file, facts=facts, by=named(CLERK))
            if place % WAITS_EVERY:
                proofs.verify(proof=proof, by=named(REVIEWER))
    found = SchoolingProof.objects.filter(academic_year=year)
    waiting = found.filter(verified_by=None).count()
    return _("%(count)d 份，%(waiting)d 份待核验") % {"count": found.count(), "waiting": waiting}


def _told(county: Manifest, term: str) -> Iterator[tuple[Record, str]]:
    """The row of the list that counts and the school elsewhere."""
    release = Release.objects.newest_on(TermSetting.objects.get(pk=term).cut_off_on)[RecordKind.RURAL]
    with (county.folder / "absent.csv").open(encoding="utf-8", newline="") as stream:
        lines = [line for line in csv.DictReader(stream) if line["term"] == term and line["proof_school"]]
    rows = {each.person_number: each for each in Record.objects.filter(release=release)}
    return ((rows[line["person_number"]], line["proof_school"]) for line in lines[::BROUGHT_EVERY])


def _facts(record: Record, school: str, term: str, *, silent: bool) -> dict[str, str]:
    age = Term.parse(term).academic_year.school_age_day.year - record.birth_date.year
    return {
        "academic_year": str(Term.parse(term).academic_year),
        "school_name": school,
        "school_code": "",
        "place": school[: school.index("区" if "区" in school else "县") + 1],
        "grade": GRADES_FROM_SIX[min(max(age - 6, 0), 8)] if age >= 6 else "",
        "aid_there": "" if silent else _("当地已发家庭经济困难学生生活补助，本学期312.50元"),
    }
