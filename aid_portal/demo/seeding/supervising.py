"""The year's responsibility letters, nearly all signed, and the assessment of the year as it is being made."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from aid_portal.demo.names import full_name, surname
from aid_portal.demo.seeding.people import APPROVER, CLERK, named
from aid_portal.models import User
from supervision.actions import assessments, letter_templates, letters, signings, year_accounts
from supervision.choices import LetterLevel, Theme
from supervision.models import Assessment, IndicatorMark, LetterTemplate, ResponsibilityLetter, YearAccount
from supervision.rules.signings import Parties

YEAR = 2022
FIRST_DAY = date(2022, 3, 1)
LEFT_UNITS, LEFT_BELOW = 3, 19  # three units have not signed, and below them every nineteenth
DIRECTOR = ("杨建国", "局长")
POSTS_OF_LEVEL = {
    LetterLevel.UNIT: "主要负责人",
    LetterLevel.GRADE: "年级组长",
    LetterLevel.CLASS: "班主任",
    LetterLevel.POST: "责任人",
}
AID = {
    "year": YEAR, "subject": Theme.AID, "title": "学生资助和控辍保学目标责任书",
    "levels": [LetterLevel.UNIT, LetterLevel.GRADE, LetterLevel.CLASS], "posts": [],
    "duties": {
        "all": [
            "家庭经济困难学生应助尽助，不漏一人。", "适龄儿童少年一个都不能少，发现疑似失学当日报告。",
            "资助信息如实登记，不截留、不挪用、不代领。",
        ],
        "unit": ["主要负责人为第一责任人，确定专人办理资助工作。", "花名册、名单按期报送，发放后及时核对。"],
        "class": ["每学期对班内学生家庭情况走访一次并留有记录。"],
    },
}  # fmt: skip
FOOD = {
    "year": YEAR, "subject": Theme.FOOD, "title": "食品安全目标责任书", "levels": [LetterLevel.UNIT, LetterLevel.POST],
    "posts": ["食堂管理员", "食品采购员"],
    "duties": {
        "all": ["落实食品采购验收、留样和索证索票制度。", "每餐留样不少于125克，保存48小时以上。"],
        "unit": ["落实校长负责制和负责人陪餐制度，每学期至少专题研究一次食品安全工作。"],
        "post": ["按操作规程上岗，持有效健康证明，每日自查并记录。"],
    },
}  # fmt: skip


def leave_letters() -> str:
    """Level by level, as on paper; a repeated seed goes on where it stopped."""
    chen = named(CLERK)
    for facts in (AID, FOOD):
        known = LetterTemplate.objects.filter(year=YEAR, subject=facts["subject"]).first()
        template = known or letter_templates.keep(facts=facts, by=chen)
        letters.make(template=template, by=chen)
        if not template.letters.filter(signed_on__isnull=False).exists():
            _sign(template, chen)
    signed = ResponsibilityLetter.objects.filter(signed_on__isnull=False).count()
    return f"{signed} / {ResponsibilityLetter.objects.count()} 份"


def _sign(template: LetterTemplate, by: User) -> None:
    due = template.letters.order_by("unit__path", "position", "pk")
    own = due.filter(level=LetterLevel.UNIT, above=None)
    left = set(own.order_by("-unit__path").values_list("pk", flat=True)[:LEFT_UNITS])
    _enter([letter for letter in own if letter.pk not in left], FIRST_DAY, by)
    _enter(due.filter(level=LetterLevel.UNIT, above__signed_on__isnull=False), FIRST_DAY + timedelta(3), by)
    for days, level in enumerate((LetterLevel.GRADE, LetterLevel.CLASS, LetterLevel.POST), start=7):
        ready = due.filter(level=level, above__signed_on__isnull=False).select_related("above")
        _enter([letter for place, letter in enumerate(ready, start=1) if place % LEFT_BELOW], FIRST_DAY + timedelta(days), by)


def _enter(found: Iterable[ResponsibilityLetter], day: date, by: User) -> None:
    rng, parties = Random(f"{day}"), {}  # noqa: S311 made-up names
    for letter in found:
        above = letter.above
        first, post = (above.party_b, above.party_b_post) if above else DIRECTOR
        own = POSTS_OF_LEVEL[LetterLevel(letter.level)]
        parties[letter.pk] = Parties(
            first, full_name(rng, surname(rng), male=rng.random() < 0.5), day, party_a_post=post, party_b_post=own
        )
    if parties:
        signings.sign(letters=parties, by=by)


def freeze_account() -> str:
    """As it was reported; what is entered later shows as a difference."""
    known = YearAccount.objects.filter(year=YEAR).first()
    frozen = known or year_accounts.freeze(year=YEAR, note="报市教育局2022年度目标任务考核", by=named(APPROVER))
    return f"{len(frozen.entries)} 个数字"


def leave_assessment() -> str:
    """Counted and not yet submitted; one mark put right by hand."""
    chen = named(CLERK)
    assessment = Assessment.objects.filter(year=YEAR).first()
    if assessment is None:
        assessment = assessments.begin(year=YEAR, title="学生资助工作目标任务考核", by=chen)
        assessments.compute(assessment=assessment, by=chen)
        mark = IndicatorMark.objects.filter(sheet__assessment=assessment, computed__gte=1).order_by("pk").for_list().first()
        if mark:
            assessments.adjust(mark=mark, points=Decimal("-0.50"), reason="责任书补签时间晚于规定时间，酌情扣分", by=chen)
    return f"{assessment.sheets.count()} 个单位"
