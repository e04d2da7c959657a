"""Handing out a file, stored or made for the moment: a POST, because taking data away leaves a record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import JobRun, StoredFile, User
from aid_portal.permissions import Permission, require


@require_POST
@require(Permission.JOB_VIEW)
def download(request: HttpRequest, key: UUID) -> StreamingHttpResponse:
    return hand_out(get_object_or_404(StoredFile.objects.visible_to(request.user), key=key), by=request.user)


def hand_out(file: StoredFile, *, by: User) -> StreamingHttpResponse:
    """The bytes under the file's own name, never kept by the browser."""
    blocks = stored_files.download(file=file, by=by)
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name),
        "Content-Length": str(file.size),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(blocks, content_type="application/octet-stream", headers=headers)


def hand_out_of_job(kind: str, key: str, *, by: User) -> StreamingHttpResponse:
    """What a job of this kind has made for the person who asked for it, for a day."""
    mine = JobRun.objects.visible_to(by).filter(kind=kind, requested_by=by)
    file = stored_files.made_by(get_object_or_404(mine, pk=key))
    if file is None:
        raise Refused(_("还没有文件，或已过24小时保存期。请查看进度，或重新办理。"), code="no_file")
    return hand_out(file, by=by)


def show_photo(file: StoredFile) -> StreamingHttpResponse:
    """A picture that was made anew when it came: shown on the page, and nothing of it stays in the browser."""
    headers = {"Content-Length": str(file.size), "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(stored_files.read(file), content_type="image/jpeg", headers=headers)


def hand_out_made(name: str, content: bytes, content_type: str) -> HttpResponse:
    """What was made for this answer and is kept nowhere; the record is that of the action that made it."""
    headers = {"Content-Disposition": content_disposition_header(True, name), "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=content_type, headers=headers)
