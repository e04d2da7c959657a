"""marked: an uploaded table given back with each bad cell marked."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from aid_portal import uploads
from aid_portal.actions import stored_files
from aid_portal.models import StoredFile
from aid_portal.reading import TableSpec
from aid_portal.sheets import Mark, mark_workbook


def marked(file: StoredFile, spec: TableSpec, mistakes: Iterable[Mapping[str, Any]]) -> tuple[str, bytes]:
    """Name and bytes of the uploader's own sheet, to be mended and uploaded as it is."""
    marks = [Mark(each["row"], each["column"], each["message"]) for each in mistakes]
    with stored_files.open_plain(file) as source, tempfile.TemporaryDirectory(dir=settings.TEMP_DIR) as folder:
        target = Path(folder) / "marked.xlsx"
        mark_workbook(source, target, spec, uploads.SCHOOL_ROSTER, marks)
        content = target.read_bytes()
    return _("错误标注-%(stem)s.xlsx") % {"stem": Path(file.name).stem}, content
