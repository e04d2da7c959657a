"""The county's offices and schools: 8 towns, 15 direct units, 150 schools with codes after their type."""

from dataclasses import dataclass

BUREAU = "610324"
TOWN_NAMES = ("城关街道", "天度镇", "午井镇", "绛帐镇", "段家镇", "杏林镇", "召公镇", "法门镇")
TOWNS = {f"{BUREAU}{100 + place}": name for place, name in enumerate(TOWN_NAMES)}
SEAT = f"{BUREAU}100"
FIRST_SERIAL = 324_001

CODE_PREFIX = {
    "幼儿园": "11",
    "小学": "21",
    "初中": "31",
    "九年一贯制": "31",
    "普通高中": "34",
    "完全中学": "34",
    "十二年一贯制": "34",
    "中职": "36",
    "特殊教育": "51",
}
STAGES = {
    "幼儿园": ("kindergarten",),
    "小学": ("primary",),
    "初中": ("junior",),
    "九年一贯制": ("primary", "junior"),
    "普通高中": ("senior",),
    "完全中学": ("junior", "senior"),
    "十二年一贯制": ("primary", "junior", "senior"),
    "中职": ("vocational",),
    "特殊教育": ("primary", "junior"),
}
# Direct unit, then the school it runs (name, type, weight against a town school of the same stage); three run none.
DIRECT_UNITS = (
    ("扶风高中", "扶风县扶风高级中学", "普通高中", 5.0),
    ("法门高中", "扶风县法门高级中学", "普通高中", 4.0),
    ("绛帐高中", "扶风县绛帐高级中学", "完全中学", 2.5),
    ("召公高中", "扶风县召公高级中学", "完全中学", 2.0),
    ("县职教中心", "扶风县职业教育中心", "中职", 5.0),
    ("县特教学校", "扶风县特殊教育学校", "特殊教育", 1.0),
    ("县初级中学", "扶风县初级中学", "初中", 4.0),
    ("县实验小学", "扶风县实验小学", "小学", 6.0),
    ("县新区小学", "扶风县新区小学", "小学", 5.0),
    ("县第一幼儿园", "扶风县第一幼儿园", "幼儿园", 4.0),
    ("县第二幼儿园", "扶风县第二幼儿园", "幼儿园", 3.0),
    ("县新城学校", "扶风县新城学校", "十二年一贯制", 2.0),
    ("县学生资助管理中心", "", "", 0.0),
    ("县教学研究室", "", "", 0.0),
    ("县电化教育中心", "", "", 0.0),
)
VILLAGES = ("东坡", "西寨", "南阳", "北吕", "官务", "杨家沟", "柳林", "三头", "豆会", "齐横", "云塘", "浪店", "黄堆")
ORDINALS = ("第一", "第二", "第三")
PRIVATE_KINDERGARTENS = ("小太阳", "金苹果", "春芽", "蓝天", "七彩")
# Places in the full plan that the smaller counties keep, so that codes and accounts stay the same at every size.
SMALL_NAMES = (
    "扶风县扶风高级中学",
    "扶风县绛帐高级中学",
    "扶风县职业教育中心",
    "扶风县特殊教育学校",
    "扶风县实验小学",
    "扶风县第一幼儿园",
    "天度镇初级中学",
    "法门镇九年制学校",
    "天度镇中心小学",
    "天度镇东坡教学点",
)
TINY_NAMES = ("扶风县绛帐高级中学", "扶风县职业教育中心", "扶风县第一幼儿园", "法门镇九年制学校", "天度镇中心小学")


@dataclass(frozen=True, slots=True)
class Unit:
    """`town` is where a school stands, whoever runs it; `weight` is its share of the children around it."""

    kind: str
    code: str
    name: str
    parent: str
    school_type: str = ""
    town: str = ""
    weight: float = 1.0
    private: bool = False
    teaching_point: bool = False

    @property
    def stages(self) -> tuple[str, ...]:
        return STAGES.get(self.school_type, ())


def offices() -> list[Unit]:
    towns = [Unit("镇街", code, name, BUREAU) for code, name in TOWNS.items()]
    direct = [Unit("局直单位", direct_code(place), row[0], BUREAU) for place, row in enumerate(DIRECT_UNITS)]
    return [Unit("县局", BUREAU, "扶风县教育体育局", ""), *towns, *direct]


def direct_code(place: int) -> str:
    return f"{BUREAU}{201 + place}"


def schools(plan: str = "full", block: int = 0) -> list[Unit]:
    """The schools of a plan; further blocks of a benchmark county get serial numbers of their own."""
    register = _Register(FIRST_SERIAL + block * 1_000)
    _direct_schools(register)
    for place, town in enumerate(TOWNS):
        _town_schools(register, town, place)
    register.add("绛帐镇科技职业学校", "中职", f"{BUREAU}103", weight=1.0, private=True)
    kept = {"small": SMALL_NAMES, "tiny": TINY_NAMES}.get(plan)
    return [unit for unit in register.units if kept is None or unit.name in kept]


class _Register:
    """Numbers schools as they are founded."""

    def __init__(self, serial: int) -> None:
        self.serial = serial
        self.units: list[Unit] = []

    def add(self, name: str, school_type: str, town: str, parent: str = "", **traits: float | bool) -> Unit:
        code = f"{CODE_PREFIX[school_type]}61{self.serial:06d}"
        unit = Unit("学校", code, name, parent or town, school_type, town, **traits)
        self.units.append(unit)
        self.serial += 1
        return unit


def _direct_schools(register: _Register) -> None:
    for place, (_unit, name, school_type, weight) in enumerate(DIRECT_UNITS):
        if name:
            register.add(name, school_type, SEAT, direct_code(place), weight=weight)


def _town_schools(register: _Register, town: str, place: int) -> None:
    """Larger towns (even places) have one school more of most kinds, so that the county comes to 150."""
    name, large = TOWNS[town], place % 2 == 0
    register.add(f"{name}初级中学", "初中", town, weight=2.0)
    if place in (2, 4, 6):
        register.add(f"{name}第二初级中学", "初中", town)
    if place in (1, 3, 4, 5, 6, 7):
        register.add(f"{name}九年制学校", "九年一贯制", town)
    centre = register.add(f"{name}中心小学", "小学", town, weight=3.0)
    for village in VILLAGES[3 : 8 if large else 7]:
        register.add(f"{name}{village}小学", "小学", town)
    for village in VILLAGES[0 : 3 if large else 2]:
        register.add(f"{name}{village}教学点", "小学", town, centre.code, weight=0.15, teaching_point=True)
    register.add(f"{name}中心幼儿园", "幼儿园", town, weight=2.0)
    for ordinal in ORDINALS[1 : 3 if large else 2]:
        register.add(f"{name}{ordinal}幼儿园", "幼儿园", town)
    for title in PRIVATE_KINDERGARTENS[0 : 5 if large else 4]:
        register.add(f"{name}{title}幼儿园", "幼儿园", town, weight=0.7, private=True)
