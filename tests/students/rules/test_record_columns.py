from students.choices import RecordKind
from students.rules.record_columns import LAYOUTS

NATIONAL = (
    "序号|数据日期|县(市、区、旗)|乡(镇)|行政村|自然村|户编号|人编号|姓名|证件号码|人数|与户主关系|民族|文化程度|在校生状况|"
    "健康状况|劳动技能|务工时间（月）|是否参加大病保险|致贫原因1|危房户|是否解决安全饮用水|人均纯收入|户联系电话|人联系电话|"
    "首次识别时间|人员识别时间|户类型|易返贫致贫户(监测对象)类型|风险是否消除|风险识别时间|风险消除时间"
)


def test_every_list_has_a_layout_and_every_field_a_column():
    assert set(LAYOUTS) == set(RecordKind)
    for layout in LAYOUTS.values():
        assert len(set(layout.headings)) == len(layout.headings)
        assert set(layout.fields) <= set(layout.headings)
        assert {layout.headings[at] for at in layout.position_of.values()} == set(layout.fields)


def test_the_rural_list_has_the_thirty_two_headings_of_the_national_system():
    national = NATIONAL.split("|")
    assert len(national) == 32
    assert set(national) <= set(LAYOUTS["rural"].headings)


def test_a_formula_is_refused_where_it_would_say_who_the_row_is_about():
    assert LAYOUTS["disabled"].strict == {"姓名", "身份证号", "残疾人证号"}
    assert LAYOUTS["determinations"].strict == {"学籍号", "姓名"}
