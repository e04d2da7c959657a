"""The ways in which a good cell goes bad (or merely odd) on its way through somebody's spreadsheet."""

from random import Random

from aid_portal.demo import ids, names
from aid_portal.demo.cells import Cells

_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
BAD_GRADES = ("学前班", "十年级", "高一二")
BAD_BOARDINGS = ("看情况", "租房", "半托")
BAD_STATUSES = ("出差", "挂靠", "待定")
BAD_DATES = ("去年九月", "2022-13-05", "开学后", "2022年2月30日")
UNKNOWN_SCHOOL = "2161999999"


def text_of(cells: Cells, column: str) -> str:
    return str(cells[column])


def as_number(cells: Cells, column: str, _rng: Random) -> None:
    """Typed as a number: a sheet keeps 15 digits and writes zeros behind. Letters in front, or an X behind, are lost too."""
    digits = "".join(mark for mark in text_of(cells, column) if mark.isdigit())
    cells[column] = float(digits[:15] + "0" * len(digits[15:]))


def code_as_number(cells: Cells, column: str, _rng: Random) -> None:
    """An integral number in a text column is read as its digits (2161324001.0)."""
    cells[column] = float(text_of(cells, column))


def wrong_check_digit(cells: Cells, column: str, rng: Random) -> None:
    good = text_of(cells, column)
    cells[column] = good[:17] + rng.choice([mark for mark in ids.CHECKS if mark != good[17]])


def no_such_day(cells: Cells, column: str, rng: Random) -> None:
    """The check digit is right, the day is not in the calendar."""
    good = text_of(cells, column)
    first17 = good[:10] + rng.choice(("0230", "1332", "0431")) + good[14:17]
    cells[column] = first17 + ids.check_digit(first17)


def fifteen_digits(cells: Cells, column: str, _rng: Random) -> None:
    good = text_of(cells, column)
    cells[column] = good[:6] + good[8:17]


def too_short(cells: Cells, column: str, rng: Random) -> None:
    cells[column] = text_of(cells, column)[: rng.choice((16, 17))]


def sixteen_left(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = text_of(cells, column)[:16]


def seventeen_left(cells: Cells, column: str, _rng: Random) -> None:
    """The birth date can still be read from seventeen characters (eligibility.md 3), so such a record finds its child."""
    cells[column] = text_of(cells, column)[:17]


def emptied(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = None


def registry_too_short(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = text_of(cells, column)[:18]


def registry_of_unknown_kind(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = "A" + text_of(cells, column)[1:]


def school_nobody_knows(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = UNKNOWN_SCHOOL


def grade_nobody_has(cells: Cells, column: str, rng: Random) -> None:
    cells[column] = rng.choice(BAD_GRADES)


def grade_of_another_school(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = "小班" if cells[column] in ("高一", "高二", "高三") else "高一"


def boarding_unclear(cells: Cells, column: str, rng: Random) -> None:
    cells[column] = rng.choice(BAD_BOARDINGS)


def status_unclear(cells: Cells, column: str, rng: Random) -> None:
    cells[column] = rng.choice(BAD_STATUSES)


def date_unreadable(cells: Cells, column: str, rng: Random) -> None:
    if "学生状态" in cells:
        cells["学生状态"] = "休学"
    cells[column] = rng.choice(BAD_DATES)


def apostrophe(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = "'" + text_of(cells, column)


def full_width(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = text_of(cells, column).translate(_WIDE)


def small_x(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = text_of(cells, column).lower()


def inner_spaces(cells: Cells, column: str, _rng: Random) -> None:
    good = text_of(cells, column)
    cells[column] = f" {good[:6]} {good[6:14]}\u3000{good[14:]}\n"


def spaced_name(cells: Cells, column: str, rng: Random) -> None:
    """Two-character names are often set wide so that a column looks even."""
    cells[column] = rng.choice((" ", "\u3000", "\u00a0")).join(text_of(cells, column))


def other_dot(cells: Cells, column: str, rng: Random) -> None:
    cells[column] = text_of(cells, column).replace(names.MIDDLE_DOT, rng.choice("•・."))


def misspelt_name(cells: Cells, column: str, rng: Random) -> None:
    cells[column] = names.misspelt(rng, text_of(cells, column))


def other_sex(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = "女" if cells[column] == "男" else "男"


def other_birth_day(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = "2010-01-02" if cells[column] != "2010-01-02" else "2010-01-03"


def card_slip(cells: Cells, column: str, _rng: Random) -> None:
    good = text_of(cells, column)
    cells[column] = good[:-1] + str((int(good[-1]) + 1) % 10)


def phone_slip(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = text_of(cells, column)[:-1]


def formula(cells: Cells, column: str, _rng: Random) -> None:
    """Text that a careless export would run as a formula."""
    cells[column] = f'=HYPERLINK("http://example.invalid","{cells[column]}")'


def unknown_aid(cells: Cells, column: str, rng: Random) -> None:
    cells[column] = rng.choice(("临时救助", "高龄补贴"))


def short_certificate(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = text_of(cells, column)[:18]


def certificate_of_no_kind(cells: Cells, column: str, _rng: Random) -> None:
    """Category 8 does not exist."""
    good = text_of(cells, column)
    cells[column] = f"{good[:18]}8{good[19:]}"


def unknown_student(cells: Cells, column: str, _rng: Random) -> None:
    cells[column] = "G" + text_of(cells, column)[1:].replace("20", "19", 1)


def unknown_tier(cells: Cells, column: str, rng: Random) -> None:
    cells[column] = rng.choice(("比较困难", "很困难", "A档"))
