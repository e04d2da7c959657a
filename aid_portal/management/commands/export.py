"""Take a registered export away: `manage.py export decisions --term 2022A --to out.csv` (eligibility.md 7)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from aid_portal import audit, export_files
from aid_portal.errors import Refused
from aid_portal.exporting import ExportQuery, export_named, export_names


class Command(BaseCommand):
    help = "导出（不脱敏，记入审计）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", choices=export_names(), metavar="NAME", help="、".join(export_names()))
        parser.add_argument("--term", default="", help=_("学期，如 2022A"))
        parser.add_argument("--year", default="", help=_("年度，如 2022、2021-2022（学年）、paid-2022（按到账日期）"))
        parser.add_argument("--to", type=Path, required=True, help=_("输出文件，.xlsx 或 .csv"))

    def handle(self, *args: Any, **options: Any) -> None:
        spec, path = export_named(options["name"]), options["to"]
        write = {".csv": export_files.write_csv, ".xlsx": export_files.write_xlsx}.get(path.suffix.lower())
        if write is None:
            raise CommandError(_("不认识的文件类型“%(suffix)s”，请用 .xlsx 或 .csv。") % {"suffix": path.suffix})
        query = ExportQuery(term=options["term"].upper(), year=options["year"])
        try:
            count = write(path, spec, spec.rows(spec.queryset(query)))
        except Refused as refusal:
            raise CommandError(refusal.message) from None
        audit.record("portal.export.made", by=audit.CONSOLE, note=f"{spec.label} {query.year or query.term} {count}")
        self.stdout.write(_("%(label)s：%(count)d 行 → %(path)s") % {"label": spec.label, "count": count, "path": path})
