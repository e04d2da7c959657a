"""Handing out a stored file: a POST, because taking data away leaves a record."""

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from aid_portal.actions import stored_files
from aid_portal.models import StoredFile
from aid_portal.permissions import Permission, require


@require_POST
@require(Permission.JOB_VIEW)
def download(request: HttpRequest, key: UUID) -> StreamingHttpResponse:
    file = get_object_or_404(StoredFile.objects.visible_to(request.user), key=key)
    blocks = stored_files.download(file=file, by=request.user)
    headers = {
        "Content-Disposition": content_disposition_header(True, file.name),
        "Content-Length": str(file.size),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return StreamingHttpResponse(blocks, content_type="application/octet-stream", headers=headers)
