"""Columns of the list of parents to push to: where to reach whom, and whom the system cannot reach."""

from aid_portal.sheets.columns import Column

REACHED = (Column("年级", width=12), Column("班级", width=14), Column("家长手机号", width=18))
UNREACHED = (Column("年级", width=12), Column("班级", width=14), Column("学生姓名", width=16))
