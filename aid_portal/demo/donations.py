"""The seven social programmes of 2022, in the order of the calendar (domain.md 7.1): 419,000.00 yuan, 120,000.00 of it in kind.

Donors, programmes, numbers and amounts are the bureau's own account. Invented are the days and papers, the donors' codes, how
two donors share one programme, what a box of milk and a room are worth apart, and what each child of the 慰问金 got.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from subsidies.donation_choices import DonorKind, GiftKind

YEAR = 2022


class Way(StrEnum):
    """How a gift reaches children: through the bank, from the donor's own hand, or as goods that schools hand out."""

    BANK = "bank"
    DIRECT = "direct"
    GOODS = "goods"


@dataclass(frozen=True, slots=True)
class Giver:
    name: str
    kind: DonorKind
    credit_code: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """One gift; what it is worth in yuan is `quantity` times `value`, or `value` alone where it is cash."""

    giver: Giver
    value: Decimal
    item: str = ""
    unit: str = ""
    quantity: int = 1
    basis: str = ""
    kind: GiftKind = GiftKind.CASH

    @property
    def worth(self) -> Decimal:
        return self.value * self.quantity


@dataclass(frozen=True, slots=True)
class Plan:
    """`each` and `children` are what the donors agreed; `term` is that of the children; days are agreed, received, handed on."""

    label: str
    purpose: str
    way: Way
    gifts: tuple[Given, ...]
    term: str
    days: tuple[date, date, date]
    stages: tuple[str, ...] = ()
    home_taught: bool = False
    each: Decimal | None = None
    children: int | None = None
    paper: str = field(default="捐赠协议书")


CASH = GiftKind.CASH
DISABLED = Giver("县残疾人联合会", DonorKind.BODY, "13610324MB2999011X")
PEAK = Giver("峰景国际(扶风)置业有限公司", DonorKind.COMPANY, "91610324MA6X990129")
MENGNIU = Giver("蒙牛乳业", DonorKind.COMPANY, "91150100MA0N990131")
CHARITY = Giver("扶风县慈善协会", DonorKind.FOUNDATION, "51610324MJ1999014H")
MINGLUN = Giver("北京明伦公益基金会", DonorKind.FOUNDATION, "53110000MJ0199015R")
CITY_CHARITY = Giver("市慈善总会", DonorKind.FOUNDATION, "51610300MJ1799016R")
JINHUI = Giver("金徽酒", DonorKind.COMPANY, "91621200MA7299017U")
HALF = Decimal(30_000)

PLANS = (
    Plan(
        "饮用奶和营养健康体验室", "为义务教育学生捐赠饮用奶，为学校建设营养健康体验室", Way.GOODS,
        (
            Given(MENGNIU, Decimal(2), "饮用奶", "盒", 40_000, "捐赠方发票", GiftKind.GOODS),
            Given(MENGNIU, Decimal(8_000), "营养健康体验室", "所", 5, "捐赠方发票和验收单", GiftKind.SERVICE),
        ),
        "2022S", (date(2022, 5, 6), date(2022, 5, 24), date(2022, 5, 31)), stages=("primary", "junior"),
    ),
    Plan(
        "慰问金", "慰问100名贫困学生和特殊教育学校", Way.DIRECT, (Given(CHARITY, Decimal(50_000)),), "2022S",
        (date(2022, 5, 18), date(2022, 6, 1), date(2022, 6, 1)), children=100, paper="慰问金发放方案",
    ),
    Plan(
        "华山论剑西凤酒", "救助新入学大学生，每人2000元", Way.DIRECT, (Given(CITY_CHARITY, Decimal(8_000)),), "2022A",
        (date(2022, 8, 9), date(2022, 8, 24), date(2022, 8, 24)), each=Decimal(2_000), children=4, paper="慈善救助通知",
    ),
    Plan(
        "公益助学", "资助新入学大学生，每人2000元", Way.DIRECT, (Given(JINHUI, Decimal(30_000)),), "2022A",
        (date(2022, 8, 12), date(2022, 8, 26), date(2022, 8, 26)), each=Decimal(2_000), children=15,
    ),
    Plan(
        "送教上门儿童", "资助全县送教上门儿童，每人2000元", Way.BANK, (Given(DISABLED, HALF), Given(PEAK, HALF)), "2022A",
        (date(2022, 9, 1), date(2022, 9, 15), date(2022, 11, 18)),
        stages=("primary", "junior"), home_taught=True, each=Decimal(2_000), children=30, paper="三方捐赠协议书",
    ),
    Plan(
        "小海豚成长计划", "资助小学家庭经济困难学生，每人2000元", Way.BANK, (Given(MINGLUN, Decimal(76_000)),), "2022A",
        (date(2022, 9, 6), date(2022, 9, 20), date(2022, 11, 18)), stages=("primary",), each=Decimal(2_000), children=38,
    ),
    Plan(
        "贝壳助学金", "资助贫困高中生，每人1500元", Way.BANK, (Given(MINGLUN, Decimal(75_000)),), "2022A",
        (date(2022, 9, 6), date(2022, 10, 12), date(2022, 11, 18)), stages=("senior",), each=Decimal(1_500), children=50,
    ),
)  # fmt: skip
# To the special school as a whole; each of the hundred children gets an equal part of the rest.
TO_THE_SCHOOL = Decimal(10_000)
