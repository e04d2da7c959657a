"""The dirt that eligibility.md names, cell by cell."""

from datetime import date
from random import Random

from tests.random_county.people import Child, a_name, an_id, with_check_digit

FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def spelled_date(rng: Random, day: date) -> object:
    forms = [day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}"]
    forms += [f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"]
    return rng.choice([*forms, day])


def spelled_month(rng: Random, year: int, month: int) -> object:
    forms = [f"{year}-{month:02d}", f"{year}/{month}", f"{year}.{month:02d}", f"{year}{month:02d}", f"{year}年{month}月"]
    return rng.choice([*forms, date(year, month, 1)])


def spelled_id(rng: Random, number: str) -> object:
    """The same id, written untidily."""
    forms = [number] * 8 + [" " + number, number + "\u3000", "'" + number, number.lower()]
    forms += [number[:6] + " " + number[6:], number.translate(FULL_WIDTH)]
    return rng.choice(forms)


def spelled_name(rng: Random, name: str) -> str:
    forms = [name] * 8 + [name + " ", name[:1] + " " + name[1:], name[:1] + "\u3000" + name[1:]]
    if "·" in name:
        forms = [name.replace("·", dot) for dot in "·•・."]
    return rng.choice(forms)


def spoiled_id(rng: Random, number: str, born: date) -> object:
    """An id that nobody can match by: numeric, wrong, short, old or not there."""
    wrong = "10X98765432"[("10X98765432".index(number[17]) + rng.randint(1, 10)) % 11]
    return rng.choice(
        [
            float(int(number[:17] + "0")),
            number[:17] + wrong,
            number[:17],
            number[:6] + number[8:17],
            with_check_digit(number[:6] + "20190229" + number[14:17]),
            with_check_digit(number[:6] + "20990101" + number[14:17]),
            number[:10],
            "",
        ]
    )


def another_name(rng: Random, name: str) -> str:
    return name[:-1] + rng.choice([c for c in "三叁四佳嘉" if c != name[-1]])


def spoiled_cells(rng: Random, child: Child) -> dict[str, object]:
    """One or two things wrong with a roster row."""
    number = child.id or an_id(rng, child.born)
    choices: list[dict[str, object]] = [
        {"身份证号": spoiled_id(rng, number, child.born)},
        {"身份证号": spoiled_id(rng, number, child.born)},
        {"学籍号": rng.choice([float(int(number[:17] + "0")), "G61032X", "Q" + number, number, ""])},
        {"学校标识码": rng.choice(["2161999999", ""])},
        {"年级": rng.choice(["高四", "十年级", "高一", "小班", "", "初三", "中职一"])},
        {"就读方式": rng.choice(["半寄宿", ""])},
        {"学生状态": "神游"},
        {"状态日期": rng.choice(["2022-13-01", "去年", "2022年2月30日"]), "学生状态": "转出"},
        {"出生日期": rng.choice(["2010-02-30", "不详"])},
        {"监护人身份证号": float(int(child.guardian_id[:17] + "0"))},
        {"银行账号": 6217712817362347000.0},
        {"姓名": ""},
        {"班级": ""},
    ]
    cells = dict(rng.choice(choices))
    return {**cells, **rng.choice(choices)} if rng.random() < 0.2 else cells


def a_stranger(rng: Random, born: date) -> tuple[str, str]:
    return a_name(rng), an_id(rng, born)
