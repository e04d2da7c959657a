"""What came to the bureau's desk in 2022 and lies there today; whoever wrote is made up."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Matter:
    """`unit`: wang or zhao for their schools, else none. `road`: how far it went; `days` from the letter to its end."""

    kind: str
    source: str
    text: str
    road: str  # received, handling, reported, answered, declined, again
    reply: str = ""
    received: date | None = None  # none: a few days ago
    days: int = 0
    unit: str = ""
    reporter: str = ""
    satisfaction: int = 0
    report: str = "已逐项核实，情况属实的当场改正，有关材料附后。"


MATTERS = (
    Matter(
        "question",
        "phone",
        "孩子今年上高一，家里是脱贫户，想问能享受什么资助、什么时候申请。",
        "answered",
        "脱贫家庭学生可以享受普通高中国家助学金和免学杂费，开学两周内由学校统一办理，不用另外跑路。",
        date(2022, 2, 28),
        1,
        reporter="刘女士",
        satisfaction=5,
    ),
    Matter(
        "complaint",
        "web",
        "学校公示名单贴在办公楼里面，家长进不去看不到，希望贴到校门口。",
        "answered",
        "经核实，公示地点确有不便，学校已改在校门口公示栏重新公示五个工作日。",
        date(2022, 3, 16),
        9,
        "zhao",
        satisfaction=4,
    ),
    Matter(
        "appeal",
        "letter",
        "孩子认定成一般困难，可是家里去年有人生大病花了十几万，希望重新认定。",
        "again",
        "学校已按突发严重困难重新认定，春季补助按新档次发放。",
        date(2022, 4, 6),
        12,
        "wang",
        "赵先生",
        4,
    ),
    Matter(
        "objection",
        "visit",
        "公示名单上有一户在县城买了房，是不是还符合条件。",
        "answered",
        "经与乡村振兴局核对，该户仍在监测名单内，风险尚未消除，符合规定。",
        date(2022, 5, 18),
        4,
        "zhao",
    ),
    Matter(
        "tip_off",
        "web",
        "反映个别人让家长把补助卡交给他统一保管。",
        "answered",
        "已组成工作组核查，责令当日把卡全部退还本人，对责任人进行了批评教育。",
        date(2022, 6, 9),
        18,
    ),
    Matter(
        "complaint",
        "phone",
        "反映校外培训机构不退费。",
        "declined",
        "这件事由县教体局民办教育管理股受理，请拨打该股电话或到政务大厅窗口反映。",
        date(2022, 8, 22),
        2,
        reporter="孙先生",
    ),
    Matter(
        "appeal",
        "phone",
        "秋季补助别的同学都收到了，我家孩子没有收到。",
        "answered",
        "核实为银行卡长期不用被冻结，资金已退回，学校已协助更换账户，随下一批补发。",
        date(2022, 10, 11),
        35,
        "wang",
        "周女士",
        3,
    ),
    Matter(
        "question",
        "web",
        "大学新生入学资助怎么申请，要什么材料。",
        "answered",
        "凭录取通知书和户口簿到县学生资助管理中心申请，名额有限，特殊困难群体优先。",
        date(2022, 11, 3),
        3,
        satisfaction=5,
    ),
    Matter("complaint", "web", "食堂饭菜凉，营养餐的牛奶有时候一周只发三次。", "received", unit="zhao"),
    Matter("data_change", "visit", "孩子名字里有一个字登记错了，银行卡户名对不上。", "handling", unit="wang", reporter="李先生"),
    Matter(
        "data_change", "phone", "花名册里孩子的名字多写了一个偏旁，和户口簿不一样。", "handling", unit="wang", reporter="白女士"
    ),
    Matter("appeal", "phone", "对本学期认定档次有意见，希望说明理由。", "reported", unit="zhao", reporter="王女士"),
    Matter("tip_off", "web", "反映有人代领补助，没有交给学生家里。", "received"),
    Matter("question", "letter", "转学到外县以后，原来的补助还发不发。", "received", reporter="何女士"),
)
