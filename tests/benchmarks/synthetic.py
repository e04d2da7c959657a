"""A county of any size made inside the database: as many children as asked, 30 records for a hundred of them."""

from datetime import date

from django.utils import timezone

from aid_portal import crypto
from aid_portal.choices import OrgKind
from aid_portal.copying import copy_rows
from aid_portal.models import OrgUnit, StoredFile
from students.choices import RecordKind, ReleaseStatus, UploadStatus
from students.models import Enrolment, Release, RosterUpload, TermSetting
from students.sealing import ROSTER_SECRETS, enrolment_aad
from tests.benchmarks.database import execute, run, settle

TERM, YEAR = "2022A", "2022-2023"
# kind, categories, and which of every hundred children it speaks of, from and to
LISTS = (
    (RecordKind.RURAL, ["LIFTED"], 0, 9),
    (RecordKind.RURAL, ["LIFTED", "MON_UNSTABLE"], 10, 14),
    (RecordKind.RURAL, ["MON_EDGE"], 15, 17),
    (RecordKind.CIVIL, ["DIBAO_RURAL"], 14, 21),
    (RecordKind.DISABLED, ["DIS"], 22, 23),
    (RecordKind.ORPHANS, ["ORPHAN"], 24, 24),
    (RecordKind.MARTYRS, ["MARTYR"], 25, 25),
)


def make(children: int) -> None:
    """Takes the place of whatever county was there."""
    run("empty")
    upload = RosterUpload.objects.create(
        term=TermSetting.objects.get(pk=TERM), unit=OrgUnit.objects.get(kind=OrgKind.BUREAU), file=_file(),
        status=UploadStatus.ACCEPTED, accepted_at=timezone.now(),
    )  # fmt: skip
    run("synthetic_children", children=children, term=TERM, upload=upload.pk)
    releases = {kind: _release(kind) for kind in sorted({kind for kind, *_rest in LISTS})}
    for kind, categories, first, last in LISTS:
        # rows of one release are numbered by the child, so no two parts of a list collide
        run("synthetic_records", release=releases[kind].pk, kind=kind, categories=categories, first=first, last=last)
    run("synthetic_determinations", release=_release(RecordKind.DETERMINATIONS).pk, year=YEAR)
    settle("students_student", "students_enrolment", "students_record", "students_determination")


def _release(kind: str) -> Release:
    return Release.objects.create(
        kind=kind, data_date=date(2022, 9, 1), status=ReleaseStatus.ACCEPTED, accepted_at=timezone.now(), file=_file()
    )


def _file() -> StoredFile:
    return StoredFile.objects.create(kind="bench", name="bench.xlsx", size=0, sha256="0" * 64)


def seal() -> None:
    """Gives every child its envelope, as an import would: exports and lists open it."""
    sealed = crypto.sealer()
    execute("DROP TABLE IF EXISTS envelope; CREATE TABLE envelope (id bigint, sealed bytea)")
    rows = list(Enrolment.objects.values_list("pk", "school__code", "registry_index"))
    envelopes = ((pk, sealed(_secrets(pk), enrolment_aad(code, TERM, index))) for pk, code, index in rows)
    copy_rows("envelope", ("id", "sealed"), envelopes)
    execute("UPDATE students_enrolment e SET sealed = v.sealed FROM envelope v WHERE v.id = e.id")
    settle("students_enrolment")


def _secrets(number: int) -> dict[str, str]:
    made_up = f"{number:018d}"
    return {**dict.fromkeys(ROSTER_SECRETS, ""), "registry_number": f"G{made_up}", "resident_id": made_up}
