from students.sheets.rosters import ROSTER


def test_the_roster_has_the_required_headings_of_the_specification():
    assert ROSTER.required == ("学校标识码", "学籍号", "姓名", "身份证号", "年级", "班级", "就读方式")
    assert len(ROSTER.headings) == 23


def test_the_usual_other_names_are_known():
    for other, heading in {
        "公民身份号码": "身份证号",
        "证件号码": "身份证号",
        "学校（机构）标识码": "学校标识码",
        "户名": "账户户名",
    }.items():
        assert ROSTER.aliases[other] == heading


def test_no_name_is_both_a_heading_and_another_name():
    assert not set(ROSTER.aliases) & set(ROSTER.headings)
    assert set(ROSTER.aliases.values()) <= set(ROSTER.headings)
