"""The bureau's supervision year of 2022 as it is told: who went where, what was wrong; names of people are made up."""

from dataclasses import dataclass
from datetime import date

from aid_portal.demo.users import SENIOR_SCHOOL, WANG_SCHOOL, ZHAO_SCHOOL

LEAD = "党委书记、局长 杨建国"
LEADERS = (
    ("杨建国", "党委书记、局长"), ("王志远", "党委副书记"), ("刘慧芳", "副局长"), ("张建平", "副局长"), ("李红卫", "副局长"),
    ("赵明理", "副局长"), ("陈永刚", "总督学"), ("孙立新", "纪检组长"), ("周晓东", "工会主席"), ("吴秀英", "督导室主任"),
    ("郑海涛", "招生办主任"), ("冯国强", "安全办主任"),
)  # fmt: skip
COPIES = "县委教育工作领导小组办公室，县纪委监委派驻纪检监察组。"
PHONE = "0917-5211234"


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    text: str
    standard: str
    owner: str
    due_on: date


UP_TO = date(2022, 5, 31)
LINES = (
    Line("duty", "主要负责人为巩固教育脱贫成果第一责任人", "分工文件到人到岗", "主要负责人", date(2022, 3, 31)),
    Line("duty", "资助专干负责资助政策落实", "有任命、有培训记录", "资助专干", date(2022, 3, 31)),
    Line("duty", "班子成员包抓到校到户", "包抓表每月更新", "班子成员", UP_TO),
    Line("material", "底子清：监测对象家庭学生台账", "逐人核对，与乡村振兴名单一致", "资助专干", UP_TO),
    Line("material", "工作清：控辍保学劝返与送教上门记录", "一人一案", "教务主任", UP_TO),
    Line("material", "政策清：各学段资助政策明白卡", "发放到每户并有签收", "资助专干", UP_TO),
    Line("task", "逐户核实监测对象子女在校情况", "核实率100%", "班主任", UP_TO),
    Line("task", "春季学期资助资金发放自查", "与银行回盘逐人核对", "财务人员", UP_TO),
    Line("task", "入户宣讲资助政策", "困难学生家庭全覆盖", "包抓干部", UP_TO),
)


@dataclass(frozen=True, slots=True)
class FoodCheck:
    name: str
    starts_on: date
    ends_on: date
    notices: int  # of a full-size county, as counted: 83 in all


FOOD_CHECKS = (
    FoodCheck("2022年春季开学食品安全检查", date(2022, 2, 21), date(2022, 2, 25), 15),
    FoodCheck("清明节前食品安全检查", date(2022, 3, 28), date(2022, 4, 1), 13),
    FoodCheck("夏季食品安全专项检查", date(2022, 5, 23), date(2022, 5, 27), 16),
    FoodCheck("2022年秋季开学食品安全检查", date(2022, 9, 5), date(2022, 9, 9), 14),
    FoodCheck("国庆节前食品安全检查", date(2022, 9, 26), date(2022, 9, 30), 12),
    FoodCheck("冬季食品安全专项检查", date(2022, 11, 21), date(2022, 11, 25), 13),
)

# What was seen of an item of the shipped checklists, by its words.
SEEN = {
    "家庭经济困难学生认定程序": "2名学生的认定只有申请表，没有学校认定会议记录。",
    "认定结果公示": "公示名单贴在教务处内，家长看不到。",
    "监测户、低保等特殊群体学生": "1名边缘易致贫户学生未列入春季资助名单。",
    "资助资金发放": "3名学生的发放名册没有领取人签字，银行回单未归档。",
    "非寄宿与寄宿标准": "1名走读学生仍按寄宿标准登记。",
    "资助专户与台账": "资助台账只登记到上学期，与发放名册差2人。",
    "适龄儿童少年底数": "服务区适龄儿童底册没有更新外出务工家庭的去向。",
    "在籍学生到校情况": "1名学生请假两周，没有请假条和家访记录。",
    "疑似辍学学生劝返": "对1名长期未到校学生的劝返只有口头说明，没有书面记录。",
    "送教上门": "2名送教上门学生本月送教记录缺一次。",
    "食品经营许可与健康证明": "1名食堂工作人员的健康证明已过期。",
    "加工操作": "切配间生熟案板没有分开标识。",
    "集中用餐陪餐": "本周有两天没有陪餐记录。",
    "进货查验与台账": "肉类进货没有当批次检疫合格证明。",
    "库房管理": "库房内两袋面粉直接放在地上，1瓶调味品超过保质期。",
    "留样数量与时间": "留样每样约80克，不足125克。",
    "留样记录": "留样记录没有写留样人员。",
    "校园周边小卖铺和摊点": "校门口有一处无证流动摊点在放学时经营。",
}
MEASURES = ("当天召开校务会研究，明确专人负责，对照标准逐项整改。", "立即纠正，组织相关人员学习制度，建立每日自查记录。")
RESULTS = ("已整改到位，资料已补齐归档。", "已整改完成，现场照片附后，今后每周自查。")


@dataclass(frozen=True, slots=True)
class SelfFound:
    """A problem that a school found itself, so many days before today, and what came of it by now."""

    school: str
    theme: str
    severity: str
    fact: str
    measure: str
    person: str
    days_ago: int
    due_in: int
    result: str = ""
    closed: bool = False


SELF_CHECKS = (
    SelfFound(
        WANG_SCHOOL, "food", "major", "留样柜温度记录缺3天。", "每日两次登记，分管副校长每周查看。", "食堂管理员", 12, 7,
        "记录已补齐，登记表贴在留样柜上。", closed=True,
    ),
    SelfFound(
        WANG_SCHOOL, "aid", "minor", "2名学生的资助申请材料没有家长签字。", "由班主任联系家长补签。", "资助专干", 6, 10,
        "2名学生家长均已到校补签。",
    ),
    SelfFound(ZHAO_SCHOOL, "food", "minor", "货架不够，两袋面粉直接放在地上。", "购置两组货架。", "食堂管理员", 20, 14),
    SelfFound(SENIOR_SCHOOL, "aid", "minor", "国家助学金宣传栏仍是上学期内容。", "更新宣传栏并拍照留存。", "资助专干", 3, 12),
)  # fmt: skip
