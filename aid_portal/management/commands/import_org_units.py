"""Load the list of towns, direct units and schools: `manage.py import_org_units FILE --write`."""

from pathlib import Path
from typing import Any

from aid_portal import audit
from aid_portal.actions import org_units
from aid_portal.importing import ImportCommand, Outcome
from aid_portal.reading import read_table
from aid_portal.rules.org_unit_rows import read_row
from aid_portal.sheets_org_units import ORG_UNITS, lines
from aid_portal.uploads import COUNTY_FILE


class Command(ImportCommand):
    help = "导入机构名单（县局、镇街、局直单位、学校）；不加 --write 只检查"

    def run(self, path: Path, *, write: bool, options: dict[str, Any]) -> Outcome:
        rows = [read_row(number, cells) for number, cells in read_table(path, ORG_UNITS, COUNTY_FILE)]
        loaded = org_units.load(rows=rows, write=write, by=audit.CONSOLE)
        return Outcome(
            rows=len(rows),
            accepted=sum(row.is_good for row in rows),
            errors=sum(not row.is_good for row in rows),
            warnings=sum(any(issue.severity == "warning" for issue in row.issues) for row in rows),
            new=loaded.new,
            changed=loaded.changed,
            unchanged=loaded.unchanged,
            missing=loaded.missing,
            report=list(lines(rows)),
        )
