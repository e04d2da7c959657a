"""attach: photos and papers that came with a grievance, opened by nothing but the sandbox, named anew, seen by few."""

from collections.abc import Iterable

from django.core.files import File
from django.utils.translation import gettext as _

from aid_portal import photos
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import StoredFile
from supervision.models import Grievance, GrievanceFile

KIND = "grievance"
PAPER = b"%PDF-"
MOST_BYTES, MOST_FILES = 5 * 1024 * 1024, 3


def attach(*, grievance: Grievance, files: Iterable[File]) -> list[GrievanceFile]:
    """Inside the caller's transaction. Marked personal and of nobody: no other page of the portal hands them out."""
    files = list(files)
    if len(files) > MOST_FILES:
        raise Refused(_("一次最多上传%(most)s个文件。") % {"most": MOST_FILES}, code="too_many_files")
    return [GrievanceFile.objects.create(grievance=grievance, file=_kept(file, place)) for place, file in enumerate(files, 1)]


def _kept(file: File, place: int) -> StoredFile:
    """The sender's own file name may tell who he is."""
    if file.size > MOST_BYTES:
        raise Refused(_("第%(place)s个文件超过5 MB，请压缩后再上传。") % {"place": place}, code="too_big")
    file.seek(0)
    if file.read(len(PAPER)) == PAPER:
        file.seek(0)
        return _store(file, _("附件%(place)s.pdf") % {"place": place})
    file.seek(0)
    return _store(photos.remade(file.chunks()).jpeg, _("附件%(place)s.jpg") % {"place": place})


def _store(source: File | bytes, name: str) -> StoredFile:
    return stored_files.store(source=source, name=name, kind=KIND, by=None, personal=True)
