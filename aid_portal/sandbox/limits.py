"""How large a file may be, and how much of the machine its reader may take (reliability.md D11)."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`size` of the file; `memory` is what the child may take beside the interpreter itself."""

    size: int
    memory: int
    cpu_seconds: int
    wall_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadLimits(Limits):
    """Above `slice_cells` a sheet is read in slices."""

    rows: int
    columns: int
    cells: int
    part_size: int
    unpacked_size: int
    strings: int
    slice_cells: int = 2_000_000
    parts: int = 200
    merges: int = 2_000
    ratio: int = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoLimits(Limits):
    """`pixels` as the file claims them; `edge` and `thumbnail` are the longer sides of what is made."""

    pixels: int
    edge: int
    thumbnail: int
    quality: int


SCHOOL_ROSTER = UploadLimits(
    rows=20_000,
    size=10 * MB,
    columns=64,
    cells=1_000_000,
    part_size=64 * MB,
    unpacked_size=80 * MB,
    strings=500_000,
    memory=128 * MB,
    cpu_seconds=20,
    wall_seconds=60,
)

# Departments write many columns and few values; the sheet of 400,000 rows unpacks to about 1 GB.
COUNTY_FILE = UploadLimits(
    rows=400_000,
    size=60 * MB,
    columns=200,
    cells=16_000_000,
    part_size=1_200 * MB,
    unpacked_size=1_400 * MB,
    strings=6_000_000,
    memory=512 * MB,
    cpu_seconds=180,
    wall_seconds=600,
)

# A phone takes 12 million pixels, 50 or 64 where it is told to.
PHOTO = PhotoLimits(
    size=20 * MB,
    memory=512 * MB,
    cpu_seconds=10,
    wall_seconds=30,
    pixels=64_000_000,
    edge=2048,
    thumbnail=320,
    quality=82,
)
