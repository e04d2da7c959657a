"""Names put together at random: no real person is meant by any of them."""

from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹"
    "熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
COMPOUND_SURNAMES = ("欧阳", "上官", "司马", "诸葛", "尉迟", "令狐")
BOYS = "伟强磊军勇杰涛超明刚平辉鹏飞波斌浩宇轩博文昊天泽子睿俊豪志远嘉诚晨阳家旭航建国云龙海江佳乐一凡思源宏毅"
GIRLS = "芳娜敏静丽艳娟霞秀玲桂英华慧巧美燕红春菊兰凤洁梅琳雪萍欣怡梓涵雨诗佳琪思若曦依诺可馨语彤婉清晓月文静梦瑶"
RARE = ("喆", "堃", "赟", "犇", "翀", "䶮", "㛃", "𬭎", "𫖯", "𬀩")
STEPPE_GIRLS = ("阿依古丽", "古丽娜尔", "迪丽努尔", "热娜古丽", "帕提古丽", "茹克耶")
STEPPE_BOYS = ("艾力", "阿卜杜拉", "吐尔逊", "买买提", "库尔班", "依明江")
STEPPE_FATHERS = ("买买提", "艾合买提", "吐尔地", "热合曼", "肉孜", "托乎提", "司马义")
PLATEAU = ("扎西", "卓玛", "次仁", "拉姆", "多吉", "央金", "平措", "旺姆")
MIDDLE_DOT = "·"
MINORITY_SHARE, PLATEAU_SHARE, COMPOUND_SHARE, RARE_SHARE, SINGLE_SHARE = 0.006, 0.002, 0.003, 0.01, 0.14


def surname(rng: Random) -> str:
    return rng.choice(COMPOUND_SURNAMES) if rng.random() < COMPOUND_SHARE else rng.choice(SURNAMES)


def full_name(rng: Random, family: str, *, male: bool) -> str:
    """A name in the given family; now and then one that has no Chinese surname at all."""
    draw = rng.random()
    if draw < MINORITY_SHARE:
        return dotted_name(rng, male=male)
    if draw < MINORITY_SHARE + PLATEAU_SHARE:
        return rng.choice(PLATEAU) + rng.choice(PLATEAU)
    return family + given_name(rng, male=male)


def dotted_name(rng: Random, *, male: bool) -> str:
    return rng.choice(STEPPE_BOYS if male else STEPPE_GIRLS) + MIDDLE_DOT + rng.choice(STEPPE_FATHERS)


def given_name(rng: Random, *, male: bool) -> str:
    pool = BOYS if male else GIRLS
    first = rng.choice(RARE) if rng.random() < RARE_SHARE else rng.choice(pool)
    return first if rng.random() < SINGLE_SHARE else first + rng.choice(pool)


def misspelt(rng: Random, name: str) -> str:
    """The same name with its last character written differently, as a clerk's slip of the pen."""
    return name[:-1] + rng.choice([mark for mark in BOYS + GIRLS if mark != name[-1]])
