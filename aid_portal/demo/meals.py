"""What the made-up schools buy and cook in the autumn of 2022: suppliers, prices of the county's inquiry, dishes."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Food(NamedTuple):
    """`share` of a week's money."""

    item: str
    spec: str
    unit: str
    price: Decimal
    share: Decimal
    supplier: int


SUPPLIERS = (
    {
        "name": "扶风县丰谷粮油有限公司",
        "credit_code": "91610324MA6X0A1B2T",
        "licence": "JY16103240002101",
        "phone": "0917-0000101",
    },
    {"name": "扶风县绿源蔬菜合作社", "credit_code": "93610324MA6X0C3D4N", "licence": "JY16103240002102", "phone": "0917-0000102"},
    {
        "name": "宝鸡市秦川鲜肉配送中心",
        "credit_code": "91610300MA6X0E5F66",
        "licence": "JY16103000002103",
        "phone": "0917-0000103",
    },
)
LICENSED_UNTIL = date(2027, 8, 31)
FOODS = (
    Food("大米", "一级", "公斤", Decimal("5.60"), Decimal("0.20"), 0),
    Food("面粉", "特一粉", "公斤", Decimal("4.20"), Decimal("0.12"), 0),
    Food("蔬菜", "时令", "公斤", Decimal("4.80"), Decimal("0.26"), 1),
    Food("鸡蛋", "鲜", "公斤", Decimal("11.60"), Decimal("0.14"), 1),
    Food("猪肉", "后腿", "公斤", Decimal("28.00"), Decimal("0.28"), 2),
)
DISHES = (
    ("土豆烧肉", "清炒白菜"),
    ("西红柿炒鸡蛋", "醋溜豆芽"),
    ("青椒肉丝", "素炒三丝"),
    ("红烧肉", "蒜蓉油麦菜"),
    ("肉末茄子", "凉拌黄瓜"),
)
STAPLES = {"米饭": (("大米", 165),), "馒头": (("面粉", 130),), "蛋花汤": (("鸡蛋", 45),)}
RECIPES = {
    "土豆烧肉": (("猪肉", 60), ("蔬菜", 120)),
    "清炒白菜": (("蔬菜", 150),),
    "西红柿炒鸡蛋": (("鸡蛋", 60), ("蔬菜", 120)),
    "醋溜豆芽": (("蔬菜", 150),),
    "青椒肉丝": (("猪肉", 50), ("蔬菜", 100)),
    "素炒三丝": (("蔬菜", 140),),
    "红烧肉": (("猪肉", 70),),
    "蒜蓉油麦菜": (("蔬菜", 150),),
    "肉末茄子": (("猪肉", 40), ("蔬菜", 130)),
    "凉拌黄瓜": (("蔬菜", 120),),
}
