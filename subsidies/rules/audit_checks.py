"""What auditors ask and the portal asks itself every night: each question with its definition (domain.md 5.6)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Where a number draws the line; the definitions below say the same numbers in words.
DAYS_UNTIL_PAID = 180  # from the money's arrival to the last of its payments
CHILDREN_COLLECTED_FOR = 3  # by one guardian in a term
DAYS_ABSENT = 10  # on which the class was counted at table and the child was on leave, each of them
CHILDREN_ALIKE = 5  # with one account or one guardian in a term

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact a hit names: `kind` says how it is shown."""

    name: str
    label: Words
    kind: str = "text"  # text | word | count | money | day | term | programme | schools | source | tier | categories | yes_no


@dataclass(frozen=True, slots=True)
class Check:
    """`definition` says when it is a hit, `act` what to do then, `missing` which part cannot be asked yet and why.

    `figures`: it is answered by a page of figures, and nobody is a hit.
    """

    code: str
    label: Words
    question: Words
    definition: Words
    act: Words
    facts: tuple[Fact, ...] = ()
    missing: Words = ""
    figures: bool = False

    @property
    def statement(self) -> str:
        """The name of its query in sql/."""
        return f"audit_{self.code[0].lower()}{int(self.code[1:]):02d}"


PROGRAMME = Fact("programme", _("资助项目"), "programme")
PROBLEM = Fact("problem", _("情形"), "word")
PROBLEMS = Fact("problems", _("问题"), "word")
SCHOOLS = Fact("schools", _("涉及学校"), "schools")
CHILDREN = Fact("children", _("学生人数"), "count")
PAID = Fact("paid", _("已发（元）"), "money")

WORDS: dict[str, Words] = {
    "before_cut_off": _("基准日前已离校仍发"),
    "not_prorated": _("中途离校未按月（天）折算"),
    "two_schools": _("同时在两所学校在读"),
    "no_school": _("本学期没有在校记录"),
    "more_paid_than_there": _("发放人数多于在读人数"),
    "absent_all_term": _("领款，但供餐日全部请假"),
    "companion_did_not_pay": _("陪餐没有缴费"),
    "not_approved": _("核定应享而未批准"),
    "not_paid": _("已批准，学期结束仍未发放"),
    "none": _("不在名单上"),
    "objected": _("学校有异议"),
    "waiting": _("候补"),
    "cancelled": _("已取消"),
    "no_basis": _("资格结果已失效且无新结果"),
    "not_back": _("追回逾期未收"),
    "not_arrived": _("家长说没有收到"),
    "other_amount": _("家长说的金额不同"),
    "strangers": _("不同监护人的学生共用"),
    "staff": _("教职工账户"),
    "child": _("学生本人"),
    "guardian": _("监护人"),
    "school": _("学校"),
    "other_standard": _("批准标准与政策标准不同"),
    "other_part": _("批准金额不符合折算办法"),
    "paid_more": _("实发多于批准金额"),
    "collects_for_many": _("一名监护人代收多名学生"),
    "collector_is_staff": _("代收人与本校教职工同名"),
    "lies_there": _("资金仍未拨完"),
    "paid_late": _("超过期限才拨完"),
    "left_at_year_end": _("年末结余"),
    "waiver_to_person": _("减免资金付给了个人"),
    "grant_to_school": _("助学资金付给了学校"),
    "ledger_differs": _("台账与发放明细不一致"),
    "no_answer": _("已记结果但没有银行回盘"),
    "bank_says_paid": _("银行回盘为成功，本系统不是已到账"),
    "bank_says_returned": _("银行回盘为失败，本系统不是退票"),
    "rows_differ": _("批次与其明细合计不一致"),
    "file_differs": _("银行文件与批次不一致"),
    "not_posted": _("没有公示"),
    "paid_before_end": _("公示期未满就发放"),
    "no_id": _("没有有效证件号"),
    "no_evidence": _("凭材料补报，但没有上传佐证"),
    "no_guardian_id": _("监护人代收，但没有登记监护人证件号"),
    "no_account": _("发卡但没有账号"),
    "same_account": _("同一账号"),
    "same_guardian": _("同一监护人"),
    "proposed": _("拟享受，未批准"),
    "approved": _("已批准，没有发放"),
    "suspended": _("休学"),
    "transferred_out": _("转出"),
    "withdrawn": _("退学"),
    "graduated": _("毕业"),
    "ready": _("待发放"),
    "sent": _("发放中"),
    "paid": _("已到账"),
    "returned": _("退票"),
}
