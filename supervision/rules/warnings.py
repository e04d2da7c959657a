"""What early warning reads out of words: which stage a list means (domain.md 2.4 A); how early an ending is told."""

from aid_portal.choices import SchoolStage

ENDING_AHEAD = 30  # days of the calendar; 待核定
# The first beginning that fits; '' is in no school yet. What is not listed says nothing that a roster could differ from.
BEGINNINGS: tuple[tuple[str, str], ...] = (
    ("学前教育", SchoolStage.KINDERGARTEN), ("幼儿园", SchoolStage.KINDERGARTEN), ("学龄前", ""), ("小学", SchoolStage.PRIMARY),
    ("七年级", SchoolStage.JUNIOR), ("八年级", SchoolStage.JUNIOR), ("九年级", SchoolStage.JUNIOR), ("初中", SchoolStage.JUNIOR),
    ("高中", SchoolStage.SENIOR), ("普高", SchoolStage.SENIOR), ("普通高中", SchoolStage.SENIOR),
    ("中职", SchoolStage.VOCATIONAL), ("职高", SchoolStage.VOCATIONAL), ("技工", SchoolStage.VOCATIONAL),
    ("技师", SchoolStage.VOCATIONAL), ("非在校生", "none"),
)  # fmt: skip


def stage_meant(schooling: str) -> str | None:
    """The stage that 在校生状况 names; None where it names none, or one beyond our schools."""
    said = schooling.strip()
    return next((stage for beginning, stage in BEGINNINGS if said.startswith(beginning)), None)
