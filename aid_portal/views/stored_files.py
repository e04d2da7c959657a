"""Handing out a stored file: a POST, because taking data away leaves a record."""

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from aid_portal.actions import stored_files
from aid_portal.models import StoredFile, User
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
