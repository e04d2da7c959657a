"""Made-up children and adults with right check digits."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文辉力"
STAGES = {
    "幼儿园": ["kindergarten"],
    "小学": ["primary"],
    "初中": ["junior"],
    "九年一贯制": ["primary", "junior"],
    "普通高中": ["senior"],
    "完全中学": ["junior", "senior"],
    "十二年一贯制": ["primary", "junior", "senior"],
    "中职": ["vocational"],
    "特殊教育": ["primary", "junior"],
}
GRADES = {"kindergarten": 3, "primary": 6, "junior": 3, "senior": 3, "vocational": 3}
AGE_OF_GRADE_ONE = {"kindergarten": 3, "primary": 6, "junior": 12, "senior": 15, "vocational": 15}


@dataclass
class Child:
    school: str
    school_type: str
    stage: str
    grade: int
    name: str
    born: date
    id: str
    registry: str
    guardian: str
    guardian_id: str
    boarding: bool
    words: dict[str, object] = field(default_factory=dict)  # cells that are unusual


def with_check_digit(first17: str) -> str:
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(first17))
    return first17 + "10X98765432"[total % 11]


def an_id(rng: Random, born: date) -> str:
    area = rng.choice(["610324", "610302", "610323", "620502", "810000"])
    return with_check_digit(f"{area}{born:%Y%m%d}{rng.randrange(1000):03d}")


def a_name(rng: Random) -> str:
    if rng.random() < 0.08:
        return rng.choice(["阿依古丽", "买买提", "古丽米热"]) + "·" + rng.choice(["艾山", "吐尔逊", "阿不都"])
    return rng.choice(SURNAMES) + "".join(rng.choice(GIVEN) for _ in range(rng.choice([1, 2, 2])))


def a_birth_date(rng: Random, age: int, year: int) -> date:
    """Someone of that age on 1 September, now and then born at a border of the school year."""
    if rng.random() < 0.15:
        return date(year - age, *rng.choice([(8, 31), (9, 1)]))
    return date(year - age, 9, 1) - timedelta(days=rng.randrange(365))


def a_child(rng: Random, school: tuple[str, str], year: int) -> Child:
    code, school_type = school
    stage = rng.choice(STAGES[school_type])
    grade = rng.randint(1, GRADES[stage])
    age = AGE_OF_GRADE_ONE[stage] + grade - 1 + rng.choice([0, 0, 0, 0, 1, -1, 6])
    born = a_birth_date(rng, max(age, 2), year)
    number = an_id(rng, born)
    guardian_id = an_id(rng, date(rng.randint(1970, 1992), rng.randint(1, 12), rng.randint(1, 28)))
    boarding = stage != "kindergarten" and rng.random() < 0.4
    child = Child(code, school_type, stage, grade, a_name(rng), born, number, "G" + number, a_name(rng), guardian_id, boarding)
    number_without_id(rng, child)
    return child


def number_without_id(rng: Random, child: Child) -> None:
    """Some are known by a J or L number only, some got another id after their G number."""
    chance = rng.random()
    if chance < 0.06:
        born = f"{child.born:%Y%m%d}" if rng.random() < 0.8 else "20101332"
        child.registry = rng.choice("JL") + f"610324{born}{rng.randrange(10000):04d}"
        if rng.random() < 0.8:
            child.id = ""
    elif chance < 0.10:
        child.registry = "G" + an_id(rng, child.born)
