"""Photos and papers that came with what was seen or done: shown on the page, handed out by a POST."""

from collections.abc import Callable

from django.db.models import Model
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from aid_portal.permissions import Permission, require
from aid_portal.views.stored_files import hand_out, show_photo


def kept_file_views(model: type[Model], permission: Permission) -> tuple[Callable, Callable, Callable]:
    """The photo, its thumbnail, and the file of a paper that came beside photos."""

    def find(request, pk, **kind):
        return get_object_or_404(model.objects.visible_to(request.user).select_related("file", "thumbnail"), pk=pk, **kind)

    @require_GET
    @require(permission)
    def photo(request, pk):
        return show_photo(find(request, pk, thumbnail__isnull=False).file)

    @require_GET
    @require(permission)
    def thumbnail(request, pk):
        return show_photo(find(request, pk, thumbnail__isnull=False).thumbnail)

    @require_POST
    @require(permission)
    def file(request, pk):
        return hand_out(find(request, pk).file, by=request.user)

    return photo, thumbnail, file
