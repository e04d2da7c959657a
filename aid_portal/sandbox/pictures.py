"""The child's side of a photo: a picture is opened, set upright, made small and written anew from its pixels alone."""

import io
import struct
from base64 import b64encode
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms
from PIL.JpegImagePlugin import JpegImageFile

from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import PhotoLimits

STARTS = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK"}
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# The size is checked against our own limit, before a pixel is decoded.
Image.MAX_IMAGE_PIXELS = None


def remake(path: Path, limits: PhotoLimits) -> dict[str, Any]:
    """The photo and its thumbnail as JPEG; nothing of the file but its pixels is in either."""
    kind = kind_of(path)
    try:
        with Image.open(path, formats=[kind]) as image:
            _check_size(image, limits)
            photo = pixels_of(image, limits.edge)
    except (Fault, MemoryError):
        raise
    except Exception as error:  # the decoders raise whatever a broken structure provokes
        raise Fault("damaged_photo") from error
    thumbnail = photo.copy()
    thumbnail.thumbnail((limits.thumbnail, limits.thumbnail))
    return {
        "width": photo.width,
        "height": photo.height,
        "jpeg": _jpeg(photo, limits.quality),
        "thumbnail": _jpeg(thumbnail, limits.quality),
    }


def kind_of(path: Path) -> str:
    """What the first bytes say; the name of the file says nothing."""
    with path.open("rb") as stream:
        start = stream.read(16)
    if not start:
        raise Fault("empty_file")
    if start[4:8] == b"ftyp" and start[8:12] in HEIF_BRANDS:
        raise Fault("heic")
    kind = next((kind for magic, kind in STARTS.items() if start.startswith(magic)), "")
    if not kind or (kind == "WEBP" and start[8:12] != b"WEBP"):
        raise Fault("not_a_photo")
    return kind


def _check_size(image: Image.Image, limits: PhotoLimits) -> None:
    """Only a JPEG can be decoded smaller than it is, the others stand in memory whole, WebP more than once."""
    pixels, most = image.width * image.height, limits.pixels if isinstance(image, JpegImageFile) else limits.pixels // 2
    if pixels > most:
        raise Fault("too_many_pixels", count=pixels // 10_000, limit=most // 10_000)
    if image.mode not in MODES:
        raise Fault("not_a_photo")


def pixels_of(image: Image.Image, edge: int) -> Image.Image:
    """Upright, at most `edge` long, in sRGB on white. A JPEG is decoded at the size that is needed, not larger."""
    turn, profile = _turn(image), image.info.get("icc_profile")
    image.draft(None, (edge, edge))
    image.load()
    if image.has_transparency_data and image.mode != "RGBA":
        image = image.convert("RGBA")
    elif image.mode in {"1", "P"}:
        image = image.convert("RGB")
    image.thumbnail((edge, edge), Image.Resampling.LANCZOS)
    image = _srgb(_on_white(image), profile)
    if turn is not None:
        image = image.transpose(turn)
    # A picture that was opened carries its remarks along and would save them; a fresh sheet has none.
    sheet = Image.new("RGB", image.size)
    sheet.paste(image)
    return sheet


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How to set it upright; remarks of the camera that cannot be read are no fault of the picture."""
    try:
        return UPRIGHT.get(image.getexif().get(ORIENTATION))
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
        return None


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image, mask=image)
    return sheet


def _srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as the camera meant them; a profile that cannot be read is passed over."""
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            pass
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> str:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, optimize=True)
    return b64encode(stream.getvalue()).decode()
