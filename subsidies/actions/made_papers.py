"""made, recorded: a paper written in the form that was asked for, and a record that somebody took it."""

from dataclasses import dataclass
from enum import StrEnum
from types import ModuleType

from aid_portal import audit
from aid_portal.models import OrgUnit, User


class PaperForm(StrEnum):
    PDF = "pdf"
    XLSX = "xlsx"


CONTENT_TYPES = {
    PaperForm.PDF: "application/pdf",
    PaperForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A file to hand out; numbers in it are masked."""

    name: str
    content: bytes
    content_type: str


def made(sheet: ModuleType, paper: object, form: PaperForm, name: str) -> Made:
    write = sheet.pdf if form == PaperForm.PDF else sheet.xlsx
    return Made(f"{name}.{form}", write(paper), CONTENT_TYPES[form])


def recorded(made: Made, *, target: object, rows: int, by: User, unit: OrgUnit | None = None) -> Made:
    audit.record("subsidies.paper.printed", by=by, target=target, unit=unit, after={"file": made.name, "rows": rows})
    return made
