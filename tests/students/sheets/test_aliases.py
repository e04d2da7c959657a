from students.sheets.aliases import alias_table


def test_brackets_of_either_width_name_the_same_column():
    table = alias_table(("乡(镇)", "务工时间（月）"), {"乡(镇)": ("镇(街)",)})
    assert table == {"镇(街)": "乡(镇)", "乡（镇）": "乡(镇)", "务工时间(月)": "务工时间（月）", "镇（街）": "乡(镇)"}


def test_a_column_of_its_own_is_never_taken_for_another():
    assert alias_table(("出生日期", "生日"), {"出生日期": ("生日", "出生年月日")}) == {"出生年月日": "出生日期"}
