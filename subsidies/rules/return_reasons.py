"""Why a bank could not pay, in our codes: the words that banks use for it, and what the school does about it (domain.md 5.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReturnReason:
    """`words` are pieces of what banks write; the longest one that is found decides."""

    code: str
    label: str
    words: tuple[str, ...]
    remedy: str


RETURN_REASONS = (
    ReturnReason(
        "name_differs",
        "户名不符",
        ("户名不符", "账号户名不符", "户名账号不符", "账户名不符", "姓名不符", "户名不一致", "姓名不一致", "户名错误"),
        "请对照银行卡或存折核对收款人姓名（含生僻字和间隔号），改正户名后重新提交。",
    ),
    ReturnReason(
        "no_account",
        "账号不存在",
        (
            "账号不存在",
            "账户不存在",
            "无此账号",
            "无此账户",
            "无此户",
            "账号错误",
            "账号有误",
            "卡号错误",
            "卡号不存在",
            "账号不符",
        ),
        "请对照银行卡或存折逐位核对账号，改正后重新提交。",
    ),
    ReturnReason(
        "closed",
        "账户已销户",
        ("销户", "已注销", "卡已作废", "已换卡", "旧卡"),
        "请家长提供本人名下正常使用的新账户，经两人核对后变更账号，重新提交。",
    ),
    ReturnReason(
        "frozen",
        "账户冻结或止付",
        ("冻结", "止付", "挂失", "只付不收", "只收不付", "不收不付", "久悬", "睡眠户", "状态异常", "状态不正常"),
        "请家长持身份证到开户行办理解冻、解挂或激活；短期内办不了的，换用本人其他账户后重新提交。",
    ),
    ReturnReason(
        "restricted",
        "账户类别受限或社保卡金融功能未激活",
        (
            *("未激活", "未启用金融功能", "金融功能", "一类户", "二类户", "三类户", "Ⅰ类户", "Ⅱ类户", "Ⅲ类户", "I类户", "II类户"),
            *("III类户", "账户类型", "账户类别", "非结算账户"),
        ),
        "请家长持社保卡和身份证到银行网点激活金融功能或升级为一类户，办妥后重新提交。",
    ),
    ReturnReason(
        "id_differs",
        "证件号不符",
        (
            "证件号不符",
            "证件不符",
            "证件号码不符",
            "身份证不符",
            "身份证号不符",
            "证件号码与户名不符",
            "证件号错误",
            "证件过期",
            "证件失效",
        ),
        "请核对银行登记的证件号与学籍上的身份证号；证件过期的，请家长到开户行更新后重新提交。",
    ),
    ReturnReason(
        "over_limit",
        "超过限额",
        ("超限", "限额", "超过额度", "余额上限", "累计金额超"),
        "请家长到开户行提高收款限额或升级账户，也可换用本人一类户后重新提交。",
    ),
    ReturnReason(OTHER, "其他原因", (), "请向开户行问明原因，写在备注里，改正后重新提交。"),
)
REASON_OF = {reason.code: reason for reason in RETURN_REASONS}


class KnownReason(Protocol):
    """What is asked of a reason: those that are shipped and the rows that the bureau keeps both answer it."""

    code: str
    words: Sequence[str]


def reason_code(text: str, reasons: Iterable[KnownReason] = RETURN_REASONS) -> str:
    """The code of what the bank wrote; `other` where it says nothing that is known."""
    squeezed = "".join(text.split())
    found = [(len(word), reason.code) for reason in reasons for word in reason.words if word in squeezed]
    return max(found, key=lambda each: each[0])[1] if found else OTHER
