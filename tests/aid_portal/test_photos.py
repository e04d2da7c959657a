"""A photo comes out upright, small and with nothing in it but its pixels; what is no photo is refused in words."""

import io
import struct
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from aid_portal import photos
from aid_portal.photos import ACCEPT, SENTENCES, remade, thumbnail
from aid_portal.sandbox.faults import Fault
from aid_portal.sandbox.limits import PHOTO
from aid_portal.sandbox.pictures import remake
from aid_portal.uploads import UploadRefused, refusal

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825
# What a JPEG needs to be one: tables, frame, scan, and the header that says it is one.
BARE = {0xC0, 0xC4, 0xDB, 0xE0, 0xDA}


def a_picture(width: int = 80, height: int = 60) -> Image.Image:
    """Red above left, green above right, blue below left, white below right."""
    picture = Image.new("RGB", (width, height), WHITE)
    picture.paste(RED, (0, 0, width // 2, height // 2))
    picture.paste(GREEN, (width // 2, 0, width, height // 2))
    picture.paste(BLUE, (0, height // 2, width // 2, height))
    return picture


def written(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[ORIENTATION], found[MAKER] = orientation, "HUAWEI"
    found[GPS] = {1: "N", 2: (34.0, 22.0, 30.0), 3: "E", 4: (107.0, 54.0, 0.0)}
    return found


@pytest.fixture
def made(tmp_path: Path) -> Callable[[bytes], Image.Image]:
    """What the child would make of the bytes, made here: a child costs a quarter of a second."""

    def make(data: bytes) -> Image.Image:
        path = tmp_path / "photo"
        path.write_bytes(data)
        return Image.open(io.BytesIO(b64decode(remake(path, PHOTO)["jpeg"])))

    return make


def corners(picture: Image.Image) -> list[tuple[int, int, int]]:
    """Above left, above right, below left, below right; each channel is on or off."""
    right, below = picture.width - 3, picture.height - 3
    points = [picture.getpixel(point) for point in ((2, 2), (right, 2), (2, below), (right, below))]
    return [tuple(255 if channel > 127 else 0 for channel in point) for point in points]


def segments(jpeg: bytes) -> Iterator[int]:
    """The markers up to the scan."""
    at = 2
    while True:
        marker, length = struct.unpack(">xBH", jpeg[at : at + 4])
        yield marker
        if marker == 0xDA:
            return
        at += 2 + length


def test_a_photo_with_a_place_comes_out_without_any() -> None:
    remarks = {"exif": exif(), "comment": b"taken by Wang", "xmp": b"<x:xmpmeta>34.375N</x:xmpmeta>"}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    taken = written(a_picture(3000, 2000), icc_profile=profile, **remarks) + b"trailing film"
    assert all(word in taken for word in (b"HUAWEI", b"Wang", b"xmpmeta", b"ICC_PROFILE", b"film"))
    photo = remade([taken])
    for jpeg in (photo.jpeg, photo.thumbnail):
        assert set(segments(jpeg)) == BARE
        assert jpeg.endswith(b"\xff\xd9")
        assert not [word for word in (b"Exif", b"HUAWEI", b"Wang", b"xmpmeta", b"ICC_PROFILE", b"film") if word in jpeg]
        assert not Image.open(io.BytesIO(jpeg)).getexif()
    assert (photo.width, photo.height) == (2048, 1365)
    assert Image.open(io.BytesIO(photo.thumbnail)).size == (320, 213)


def test_the_same_bytes_give_the_same_photo() -> None:
    taken = written(a_picture(), exif=exif(6))
    assert remade([taken]) == remade([taken[:100], taken[100:]])
    assert thumbnail([taken]) == remade([taken]).thumbnail


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_taken_at_an_angle_is_upright(orientation: int, kind: str, made: Callable) -> None:
    # How the sensor saw what was upright.
    turned = {
        2: "FLIP_LEFT_RIGHT",
        3: "ROTATE_180",
        4: "FLIP_TOP_BOTTOM",
        5: "TRANSPOSE",
        6: "ROTATE_90",
        7: "TRANSVERSE",
        8: "ROTATE_270",
    }
    turn = turned.get(orientation)
    seen = a_picture().transpose(Image.Transpose[turn]) if turn else a_picture()
    found = made(written(seen, kind, exif=exif(orientation)))
    assert found.size == (80, 60)
    assert corners(found) == [RED, GREEN, BLUE, WHITE]


def test_a_small_photo_is_not_blown_up() -> None:
    photo = remade([written(a_picture(100, 50))])
    assert (photo.width, photo.height) == (100, 50)
    assert Image.open(io.BytesIO(photo.thumbnail)).size == (100, 50)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_pictures_of_every_mode_become_colour_on_white(mode: str, made: Callable) -> None:
    picture = Image.new("RGBA", (40, 40), (0, 0, 0, 0)) if mode in {"LA", "RGBA"} else Image.new("RGB", (40, 40), WHITE)
    found = made(written(picture.convert(mode), "PNG"))
    assert found.mode == "RGB"
    assert corners(found) == [WHITE] * 4


def test_a_picture_for_print_becomes_colour(made: Callable) -> None:
    found = made(written(a_picture().convert("CMYK")))
    assert (found.mode, corners(found)) == ("RGB", [RED, GREEN, BLUE, WHITE])


def a_profile_that_swaps_red_and_blue() -> bytes:
    return (
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        .tobytes()
        .replace(b"rXYZ", b"@@@@", 1)
        .replace(b"bXYZ", b"rXYZ", 1)
        .replace(b"@@@@", b"bXYZ", 1)
    )


def test_colours_are_those_that_the_camera_meant(made: Callable) -> None:
    found = made(written(a_picture(), icc_profile=a_profile_that_swaps_red_and_blue()))
    assert corners(found) == [BLUE, GREEN, RED, WHITE]
    assert "icc_profile" not in found.info


def test_a_broken_profile_is_passed_over(made: Callable) -> None:
    assert corners(made(written(a_picture(), icc_profile=b"no profile at all"))) == [RED, GREEN, BLUE, WHITE]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    "remarks", [b"Exif\0\0garbage", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12"]
)
def test_remarks_that_cannot_be_read_are_passed_over(remarks: bytes, made: Callable) -> None:
    assert corners(made(written(a_picture(), exif=remarks, dpi=(72, 72)))) == [RED, GREEN, BLUE, WHITE]


def test_a_film_behind_a_photo_and_an_archive_behind_it_are_gone() -> None:
    """Phones put films behind photos, so trailing bytes are no reason to refuse; they are just not kept."""
    hidden = io.BytesIO()
    with zipfile.ZipFile(hidden, "w") as archive:
        archive.writestr("evil.exe", b"MZ" * 50)
    photo = remade([written(a_picture()) + hidden.getvalue()])
    assert not zipfile.is_zipfile(io.BytesIO(photo.jpeg))


def test_remarks_of_a_png_are_gone(made: Callable) -> None:
    remarks = PngInfo()
    remarks.add_text("Author", "Wang")
    assert "Author" not in made(written(a_picture(), "PNG", pnginfo=remarks)).info


def a_png_that_claims(width: int, height: int, body: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body or zlib.compress(b"\0")) + chunk(b"IEND", b"")


JPEG = written(a_picture(400, 300), quality=95)
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200
REFUSED = {
    "a_bomb": (a_png_that_claims(50_000, 50_000), "too_many_pixels"),
    "a_bomb_of_one_line": (a_png_that_claims(2**31 - 1, 1), "too_many_pixels"),
    "a_camera_with_too_many_pixels": (a_png_that_claims(8_001, 4_000), "too_many_pixels"),
    "a_document_with_a_photo_behind": (b"%PDF-1.7\n" + JPEG, "not_a_photo"),
    "a_drawing": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "not_a_photo"),
    "a_film": (b"\0\0\0\x18ftypmp42" + b"\0" * 200, "not_a_photo"),
    "a_page_with_a_photo_behind": (b"<script>alert(1)</script>" + JPEG, "not_a_photo"),
    "a_picture_cut_off": (JPEG[: len(JPEG) // 2], "damaged_photo"),
    "a_picture_of_one_tile": (written(a_picture(), "GIF"), "not_a_photo"),
    "a_png_cut_off": (written(a_picture(), "PNG")[:-40], "damaged_photo"),
    "a_png_without_its_lines": (a_png_that_claims(400, 400), "damaged_photo"),
    "a_sound": (b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40, "not_a_photo"),
    "an_archive": (b"PK\x03\x04" + b"\0" * 60, "not_a_photo"),
    "bytes_that_begin_like_a_photo": (b"\xff\xd8\xff" + b"\x13" * 500, "damaged_photo"),
    "heic": (HEIC, "heic"),
    "nothing": (b"", "empty_file"),
    "sixteen_bits_a_pixel": (written(Image.new("I;16", (20, 20)), "PNG"), "not_a_photo"),
    "webp_cut_off": (written(a_picture(), "WEBP")[:60], "damaged_photo"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_no_photo_is_refused(name: str, made: Callable) -> None:
    data, code = REFUSED[name]
    with pytest.raises(Fault) as fault:
        made(data)
    assert fault.value.code == code


def test_a_refusal_says_what_to_do_and_nothing_stays_behind(settings, tmp_path: Path) -> None:
    settings.TEMP_DIR = tmp_path
    with pytest.raises(UploadRefused, match="兼容性最佳") as refused:
        remade([HEIC])
    assert refused.value.code == "heic"
    remade([JPEG])
    assert list(tmp_path.iterdir()) == []


def test_a_file_too_large_is_refused_before_it_is_all_there() -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield bytes(1 << 20)

    with pytest.raises(UploadRefused, match="超过 20 MB"):
        remade(endless())


@pytest.mark.parametrize("limits", [{"memory": 1 << 20}, {"cpu_seconds": 0}])
def test_a_photo_that_eats_the_machine_is_refused(limits: dict[str, int]) -> None:
    with pytest.raises(UploadRefused) as refused:
        remade([written(a_picture(6000, 4000))], replace(PHOTO, **limits))
    assert refused.value.code in {"too_hungry", "died"}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_refusal_is_a_whole_sentence_that_says_what_to_do(code: str) -> None:
    message = refusal(Fault(code, limit=7, count=7, seconds=7), SENTENCES).message
    assert "%" not in message
    assert message.endswith("再上传。")


def test_a_browser_that_can_is_asked_for_what_can_be_read() -> None:
    assert "heic" not in ACCEPT
    assert photos.PHOTO.edge == 2048
    assert photos.PHOTO.thumbnail == 320
