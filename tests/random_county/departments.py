"""Rows of the departments' lists about these children, their guardians and people that no school knows."""

from datetime import date, timedelta
from random import Random

from tests.random_county.dirt import a_stranger, another_name, spelled_date, spelled_id, spelled_month, spelled_name, spoiled_id
from tests.random_county.people import Child, a_birth_date, a_name, an_id

HEADINGS = {
    "rural": [
        "序号", "数据日期", "县(市、区、旗)", "乡(镇)", "行政村", "自然村", "户编号", "人编号", "姓名", "证件号码", "人数",
        "与户主关系", "民族", "文化程度", "在校生状况", "健康状况", "劳动技能", "务工时间（月）", "是否参加大病保险", "致贫原因1",
        "危房户", "是否解决安全饮用水", "人均纯收入", "户联系电话", "人联系电话", "首次识别时间", "人员识别时间", "户类型",
        "易返贫致贫户(监测对象)类型", "风险是否消除", "风险识别时间", "风险消除时间",
    ],
    "civil": ["序号", "姓名", "身份证号码", "救助类别", "享受起始年月", "停发年月"],
    "orphans": ["姓名", "身份证号", "类别", "起始年月", "终止年月"],
    "disabled": ["姓名", "身份证号", "残疾人证号", "残疾类别", "残疾等级", "证件状态", "有效期至"],
    "martyrs": ["姓名", "身份证号", "烈士姓名"],
    "determinations": ["学籍号", "姓名", "学年", "认定档次", "困难类型", "学校标识码"],
}  # fmt: skip


def a_person(rng: Random, children: list[Child], year: int) -> tuple[str, object]:
    """Name and id cell: a child (sure, by another name, by another id, by none), or someone in no roster."""
    chance = rng.random()
    if chance < 0.12:
        name, number = a_stranger(rng, a_birth_date(rng, rng.choice([2, 3, 5, 6, 10, 14, 15, 17, 18]), year))
        return name, spelled_id(rng, number) if rng.random() < 0.85 else spoiled_id(rng, number, date(2010, 1, 1))
    child = rng.choice(children)
    number = child.id or an_id(rng, child.born)
    if chance < 0.20:
        return spelled_name(rng, child.name), spoiled_id(rng, number, child.born)
    if chance < 0.27:
        return another_name(rng, child.name), spelled_id(rng, number)
    if chance < 0.33 and child.registry[0] == "G":
        return rng.choice([child.name, a_name(rng)]), child.registry[1:]
    return spelled_name(rng, child.name), spelled_id(rng, number)


def rural_row(rng: Random, children: list[Child], day: date, serial: int) -> dict[str, object]:
    year = day.year if day.month >= 9 else day.year - 1
    name, number = a_person(rng, children, year)
    kind = rng.choice(["", "", "脱贫不稳定户", "脱贫不稳定", "边缘易致贫户", "边缘易致贫", "突发严重困难户", "突发严重困难"])
    removed = rng.choice(["", "否", "未消除", "是", "已消除"]) if kind else ""
    first = date(year, 9, 1)
    removed_on = rng.choice([first, first - timedelta(days=1), first + timedelta(days=9), date(year - 1, 9, 1), None])
    row = {
        "序号": float(serial),
        "数据日期": spelled_date(rng, day),
        "户编号": f"61032400{serial // 3:08d}",
        "人编号": f"P{serial:09d}",
        "姓名": name,
        "证件号码": number,
        "与户主关系": rng.choice(["之子", "之女", "之孙子"]),
        "在校生状况": rng.choice(["", "小学", "九年级", "高中一年级", "中职二年级", "非在校生"]),
        "户类型": rng.choice(["脱贫户", "脱贫户", "一般农户", "监测户"]),
        "易返贫致贫户(监测对象)类型": kind,
        "风险是否消除": removed,
        "风险消除时间": spelled_date(rng, removed_on) if removed in ("是", "已消除") and removed_on else "",
    }
    return spoiled(rng, row)


def spoiled(rng: Random, row: dict[str, object]) -> dict[str, object]:
    """Now and then a row that cannot be kept: no name, or a date that nobody can read."""
    dates = [heading for heading in ("风险消除时间", "享受起始年月", "停发年月", "起始年月", "有效期至") if heading in row]
    if rng.random() < 0.04:
        return {**row, **rng.choice([{"姓名": ""}, *({heading: rng.choice(["2022-13-40", "不详"])} for heading in dates)])}
    return row


def months_around(rng: Random, day: date, start: str, stop: str) -> dict[str, object]:
    """Begun this month or long ago or next month; ended this month, next month or not."""
    after = (day.year + day.month // 12, day.month % 12 + 1)
    begun = rng.choice([(2018, 1), (2021, 12), (day.year, day.month), after])
    ended = rng.choice([None, None, (day.year, day.month), after])
    return {start: spelled_month(rng, *begun), stop: spelled_month(rng, *ended) if ended else ""}


def listed(rng: Random, kind: str, children: list[Child], day: date) -> dict[str, object]:
    name, number = a_person(rng, children, day.year if day.month >= 9 else day.year - 1)
    if kind == "civil":
        word = rng.choice(
            ["农村低保", "城市低保", "特困分散", "特困集中", "特困", "低保边缘家庭", "刚性支出困难", "临时救助", "农村低保边缘"]
        )
        row = {"姓名": name, "身份证号码": number, "救助类别": word, **months_around(rng, day, "享受起始年月", "停发年月")}
        return spoiled(rng, row)
    if kind == "orphans":
        word = rng.choice(["孤儿", "事实无人抚养", "事实无人抚养儿童"])
        return spoiled(rng, {"姓名": name, "身份证号": number, "类别": word, **months_around(rng, day, "起始年月", "终止年月")})
    return {"姓名": name, "身份证号": number, "烈士姓名": a_name(rng)}


def disabled_row(rng: Random, children: list[Child], cut_off: date) -> dict[str, object]:
    name, number = a_person(rng, children, cut_off.year)
    if rng.random() < 0.5:
        child = rng.choice(children)
        name, number = spelled_name(rng, child.guardian), spelled_id(rng, child.guardian_id)
        name = another_name(rng, child.guardian) if rng.random() < 0.2 else name
    until = rng.choice([None, None, cut_off, cut_off - timedelta(days=1), cut_off + timedelta(days=300)])
    card = f"{number}{rng.randint(1, 8)}{rng.randint(1, 4)}" if isinstance(number, str) else ""
    return {
        "姓名": name,
        "身份证号": number,
        "残疾人证号": rng.choice([card, card + "B1", 61032419770920230000.0, ""]),
        "证件状态": rng.choice(["正常", "正常", "正常", "注销", "过期"]),
        "有效期至": spelled_date(rng, until) if until else "",
    }


def determination_row(rng: Random, child: Child, year: int) -> dict[str, object]:
    stranger = rng.random() < 0.03
    return {
        "学籍号": "G" + an_id(rng, child.born) if stranger else spelled_id(rng, child.registry),
        "姓名": another_name(rng, child.name) if rng.random() < 0.06 else spelled_name(rng, child.name),
        "学年": rng.choice([f"{year}-{year + 1}"] * 9 + [f"{year - 1}-{year}"]),
        "认定档次": rng.choice(
            ["特别困难", "一般困难", "一般困难", "一般困难", "不困难"] if rng.random() < 0.2 else ["特别困难", "一般困难"]
        ),
        "困难类型": "其他",
    }
