"""Families of the made-up county apply, on paper and on phones, and the groups of a school weigh what they say."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from aid_portal.demo.names import full_name, surname
from aid_portal.demo.seeding.lists import officer_of
from aid_portal.models import OrgUnit, User
from students.actions import applications, review_meetings
from students.actions.review_meetings import Weighed
from students.determination_choices import Capacity, MeetingLevel, Origin
from students.models import Application, DeterminationRound, Enrolment, ReviewMeeting
from students.rules.review_groups import Seat, capacities_of

APPLIED, WEIGHED, DECIDED = date(2022, 9, 9), date(2022, 9, 16), date(2022, 9, 23)
A4 = (827, 1169)  # 100 dots an inch
PHONES = 3  # of so many applications all but one come on a phone
REASONS = (
    ("illness", "父亲患病长期服药，不能外出务工，收入低于当地平均"), ("weak", "爷爷奶奶年迈多病，父母要照顾老人，只有农忙收入"),
    ("accident", "母亲交通事故后在家休养，家里只有父亲打零工"), ("debt", "去年修房借债，两个孩子同时上学，开支大"),
)  # fmt: skip
GROUP = (Capacity.TEACHER, Capacity.TEACHER, Capacity.PARENT, Capacity.PARENT, Capacity.STUDENT)
SCHOOL_GROUP = (Capacity.LEADER, Capacity.OFFICER, Capacity.TEACHER, Capacity.PARENT, Capacity.STUDENT)


@dataclass(frozen=True, slots=True)
class Pupil:
    """A child and the tier that the school's loaded list says."""

    child: Enrolment
    tier: str


def begin(round: DeterminationRound, pupil: Pupil) -> Application:
    """A draft: on paper every third, on a phone the others."""
    on_paper = pupil.child.pk % PHONES == 0
    origin, by = (Origin.PAPER, officer_of(pupil.child.school)) if on_paper else (Origin.PHONE, None)
    return applications.save_draft(round=round, enrolment=pupil.child, form=_form(pupil.child), origin=origin, by=by)


def hand_in(round: DeterminationRound, pupil: Pupil) -> Application:
    draft = begin(round, pupil)
    scan = ContentFile(_scan(), name="申请表.pdf") if draft.origin == Origin.PAPER else None
    return applications.submit(application=draft, committed_on=APPLIED, scan=scan, by=draft.filled_by, today=APPLIED)


def weigh(round: DeterminationRound, pupils: Sequence[Pupil], grade: int, class_name: str, by: User) -> None:
    """What the class recommends is the tier that the school's list has said."""
    school = pupils[0].child.school
    place = {"level": MeetingLevel.CLASS, "grade": grade, "class_name": class_name, "held_on": WEIGHED}
    summary = f"评议小组逐一核对{len(pupils)}名学生的申请，结合家访情况表决，没有让学生当众诉苦。"
    seats = _seats(GROUP, school, Random(f"{school.code}{grade}{class_name}"))  # noqa: S311 made-up names
    meeting = review_meetings.record(
        round=round, school=school, facts={**place, "summary": summary}, seats=seats, minutes=None, by=by
    )
    for pupil in pupils:
        said = applications.open_form(application := hand_in(round, pupil))
        found = Weighed(pupil.tier, str(said["reason"]), votes_for=len(GROUP), votes_all=len(GROUP))
        review_meetings.weigh(application=application, meeting=meeting, found=found, by=by)


def school_meeting(round: DeterminationRound, school: OrgUnit, count: int, by: User) -> ReviewMeeting:
    place = {"level": MeetingLevel.SCHOOL, "grade": None, "class_name": "", "held_on": DECIDED}
    facts = {**place, "summary": f"认定工作组复核各班评议结果，认定{count}名学生，一致通过。"}
    seats = _seats(SCHOOL_GROUP, school, Random(school.code))  # noqa: S311 made-up names
    return review_meetings.record(round=round, school=school, facts=facts, seats=seats, minutes=None, by=by)


def _seats(capacities: Sequence[Capacity], school: OrgUnit, rng: Random) -> list[Seat]:
    """Where no student may sit a parent does."""
    may = dict(capacities_of(school.school_type))
    capacities = [each if each in may else Capacity.PARENT for each in capacities]
    return [Seat(full_name(rng, surname(rng), male=rng.random() < 0.5), each, True) for each in capacities]


def _form(child: Enrolment) -> dict[str, Any]:
    rng = Random(f"application{child.pk}")  # noqa: S311 made-up families
    circumstance, reason = rng.choice(REASONS)
    size, income = rng.randint(3, 6), rng.randrange(3_000, 9_000, 200)
    guardian = child.guardian_name or full_name(rng, surname(rng), male=True)
    member = {"name": guardian, "age": rng.randint(32, 58), "relation": "监护人", "work": "务农", "occupation": "农民"}
    return {
        "family_size": size, "phone": f"139{rng.randrange(10**8):08d}", "address": f"扶风县{child.school.name}附近村组",
        "postcode": "722200", "yearly_income": str(income), "special": [], "circumstances": [circumstance],
        "circumstance_words": "", "reason": reason, "signature": guardian, "committed_on": APPLIED.isoformat(),
        "members": [{**member, "income": str(income * size), "health": "一般"}],
    }  # fmt: skip


@lru_cache(1)
def _scan() -> bytes:
    """A sheet of paper: who signed it is nobody."""
    held = io.BytesIO()
    Image.new("L", A4, 250).save(held, "PDF", resolution=100)
    return held.getvalue()
