"""attach, stored: photos and papers that show what was seen or done, kept with what they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files import File
from django.utils.translation import gettext as _

from aid_portal import photos
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import OrgUnit, StoredFile, User
from supervision.models import Evidence

KIND = "evidence"
PAPER = b"%PDF-"
MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 9


@dataclass(frozen=True, slots=True)
class Kept:
    file: StoredFile
    thumbnail: StoredFile | None = None


def attach(*, files: Iterable[File], unit: OrgUnit, by: User, caption: str = "", **owner: object) -> list[Evidence]:
    """Inside the caller's transaction; `owner` is one of visit, finding, reply, reinspection, activity, self_check."""
    return [
        Evidence.objects.create(file=kept.file, thumbnail=kept.thumbnail, made_by=by, caption=caption, **owner)
        for kept in stored(files, unit=unit, by=by)
    ]


def stored(files: Iterable[File], *, unit: OrgUnit | None, by: User) -> list[Kept]:
    """A photo is made anew and named anew, since a camera's file name tells the time; a PDF is kept as it came."""
    files = list(files)
    if len(files) > MOST_FILES:
        raise Refused(_("一次最多上传%(most)s个文件，请挑选后再上传。") % {"most": MOST_FILES}, code="too_many_files")
    return [_stored(file, number, unit, by) for number, file in enumerate(files, start=1)]


def _stored(file: File, number: int, unit: OrgUnit | None, by: User) -> Kept:
    if _begins_like_a_paper(file):
        return Kept(_paper(file, unit, by))
    photo = photos.remade(file.chunks())
    names = ((photo.jpeg, _("照片%(number)s.jpg")), (photo.thumbnail, _("照片%(number)s缩略图.jpg")))
    return Kept(
        *(
            stored_files.store(source=source, name=name % {"number": number}, kind=KIND, by=by, unit=unit)
            for source, name in names
        )
    )


def _begins_like_a_paper(file: File) -> bool:
    file.seek(0)
    head = file.read(len(PAPER))
    file.seek(0)
    return head == PAPER


def _paper(file: File, unit: OrgUnit | None, by: User) -> StoredFile:
    if file.size > MOST_BYTES:
        raise Refused(_("文件“%(name)s”超过10 MB，请降低扫描分辨率后再上传。") % {"name": file.name}, code="too_big")
    return stored_files.store(source=file, name=file.name or "", kind=KIND, by=by, unit=unit)
