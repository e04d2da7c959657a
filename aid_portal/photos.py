"""Photos from a phone: made anew from their pixels, so that no place, device, time or hidden content stays in them.

A picture is decoded in the child process that reads uploads (aid_portal/sandbox): its decoders are C, they have had holes,
and a picture can be made to take any time or memory. The child has limits for both and none of our secrets, and starts in a
tenth of a second. What is asked of it is the photo and its thumbnail at once; the file that came is not kept.

HEIC is refused: Pillow cannot read it. A browser on an iPhone sends JPEG by itself where the field accepts `ACCEPT` only.
"""

import tempfile
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import PHOTO, PhotoLimits
from aid_portal.sandbox.parent import Child
from aid_portal.uploads import refusal

ACCEPT = "image/jpeg,image/png,image/webp"
SENTENCES = {
    "empty_file": _("照片是空的。请重新选择或重拍，再上传。"),
    "too_big": _("照片超过 %(limit)s MB 的上限。请在手机的相机设置里调低照片尺寸后重拍，再上传。"),
    "too_many_pixels": _("照片有 %(count)s 万像素，超过 %(limit)s 万的上限。请关掉相机的高像素模式后重拍，再上传。"),
    "heic": _(
        "这是 HEIC 格式的照片，暂时不能读取。苹果手机请在“设置—相机—格式”里选“兼容性最佳”，"
        "安卓手机请在相机设置里关掉“高效率（HEIF）”，重拍后再上传。"
    ),
    "not_a_photo": _("这不是可以读取的照片。请选择 JPG、PNG 或 WebP 格式的照片，再上传。"),
    "damaged_photo": _("照片已损坏或没有传完。请在手机相册里打开确认，再上传。"),
    "too_hungry": _("照片过大或结构异常，无法读取。请关掉相机的高像素模式后重拍，再上传。"),
    "too_slow": _("照片结构异常，%(seconds)s 秒内没有读完。请重拍，再上传。"),
    "died": _("照片过大或结构异常，无法读取。请重拍，再上传。"),
}


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG of at most 2048 pixels and one of at most 320 for lists; the same bytes in give the same bytes out."""

    jpeg: bytes
    thumbnail: bytes
    width: int
    height: int


def remade(source: Iterable[bytes], limits: PhotoLimits = PHOTO) -> Photo:
    """`source`: the blocks of the file that came (`UploadedFile.chunks()`); raises UploadRefused with what to do next."""
    try:
        with tempfile.TemporaryDirectory(dir=settings.TEMP_DIR, prefix="plain-") as folder:
            path = Path(folder) / "photo"
            _keep(source, path, limits)
            made = Child({"verb": "photo", "path": str(path)}, limits).only("photo")
    except Fault as fault:
        raise refusal(fault, SENTENCES) from fault
    return Photo(b64decode(made["jpeg"]), b64decode(made["thumbnail"]), made["width"], made["height"])


def thumbnail(source: Iterable[bytes], limits: PhotoLimits = PHOTO) -> bytes:
    """The small picture of a photo that has none yet."""
    return remade(source, limits).thumbnail


def _keep(source: Iterable[bytes], path: Path, limits: PhotoLimits) -> None:
    """Never more on disk than is allowed."""
    left = limits.size
    with path.open("wb") as file:
        for block in source:
            left -= len(block)
            if left < 0:
                raise Fault("too_big", limit=limits.size >> 20)
            file.write(block)
