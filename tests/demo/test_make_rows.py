"""Rows without workbooks, for counties larger than a real one."""

from aid_portal.demo import county as counties
from aid_portal.demo import headings, make_rows


def test_rows_come_in_the_order_of_their_headings():
    rows = list(make_rows("roster", 200))
    order = headings("roster")
    assert {len(row) for row in rows} == {len(order)}
    assert abs(len(rows) - 200) < 15
    assert all(isinstance(row[order.index("学校名称")], str) for row in rows)


def test_the_same_arguments_give_the_same_rows():
    assert list(make_rows("civil", 300)) == list(make_rows("civil", 300))


def test_a_roster_and_a_list_speak_of_the_same_county():
    order, listed = headings("roster"), headings("rural")
    pupils = {row[order.index("身份证号")] for row in make_rows("roster", 600, dirty=False)}
    people = {row[listed.index("证件号码")] for row in make_rows("rural", 600, dirty=False)}
    assert len(pupils & people) > 20


def test_determinations_name_children_of_the_roster():
    pupils = {row[2] for row in make_rows("roster", 600, dirty=False)}
    named = [row[0] for row in make_rows("determinations", 600, dirty=False)]
    assert named
    assert set(named) <= pupils


def test_no_number_is_given_twice_from_block_to_block(monkeypatch):
    monkeypatch.setattr(counties, "BLOCK_CHILDREN", 300)
    order = headings("roster")
    rows = list(make_rows("roster", 900, term="2022S", dirty=False))
    children = {(row[order.index("学籍号")], row[order.index("姓名")]) for row in rows}
    assert len({number for number, _ in children}) == len(children)
    assert len(rows) > 880
