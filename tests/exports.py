"""A small export for tests: the units one may see, their codes standing for ids; and what a file handed out holds."""

import csv
import io

import openpyxl
import pytest
from django.http import QueryDict

from aid_portal import exporting
from aid_portal.actions import exports, stored_files
from aid_portal.exporting import ExportColumn, ExportQuery, ExportSpec, export_named
from aid_portal.identifiers import mask_id
from aid_portal.models import JobRun, OrgUnit, User
from aid_portal.permissions import Permission
from tests.house.gallery.views import UnitFilter

__all__ = ["latest", "read_csv", "read_xlsx", "rows_of", "rows_taken", "units"]


def found(query: ExportQuery):
    return OrgUnit.objects.visible_to(query.user).order_by("code")


def rows(queryset):
    return ((unit.code + "0" * 8, unit.name) for unit in queryset.iterator(chunk_size=2000))


UNITS = ExportSpec(
    name="units",
    label="机构清单",
    permission=Permission.UNIT_VIEW,
    columns=(ExportColumn("code", "代码", mask=mask_id), ExportColumn("name", "名称")),
    queryset=found,
    rows=rows,
    note="一行是一个机构。",
    filterset_class=UnitFilter,
    page="org-unit-list",
)


@pytest.fixture
def units(monkeypatch, settings, tmp_path) -> ExportSpec:
    """The export of units, and a place for its files."""
    settings.FILES_DIR = tmp_path / "files"
    monkeypatch.setitem(exporting._specs, "units", UNITS)
    return UNITS


def latest() -> JobRun:
    return JobRun.objects.filter(kind=exports.KIND).latest("pk")


def bytes_of(run: JobRun) -> bytes:
    return b"".join(stored_files.read(stored_files.made_by(run)))


def read_csv(run: JobRun) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(bytes_of(run).decode())))


def read_xlsx(run: JobRun) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(bytes_of(run)))


def rows_of(run: JobRun) -> list[tuple]:
    """The rows of the first sheet without its heading."""
    return list(read_xlsx(run).worksheets[0].iter_rows(min_row=2, values_only=True))


def rows_taken(name: str, user: User | None, query: str = "") -> list[tuple]:
    """What an export holds for a person, narrowed by the query of its page, or for the console; not yet worded or masked."""
    spec = export_named(name)
    taken = spec.queryset(ExportQuery(user=user))
    if user:
        taken = spec.filterset_class(QueryDict(query), taken).rows
    return list(spec.rows(taken))
