"""What banks write, and what we make of it."""

import pytest

from subsidies import models
from subsidies.rules.return_reasons import REASON_OF, RETURN_REASONS, ReturnReason, reason_code


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("户名不符", "name_differs"),
        ("账号 户名不符", "name_differs"),
        ("E0021收款人姓名不一致", "name_differs"),
        ("账号不存在", "no_account"),
        ("无此账户", "no_account"),
        ("账户已销户", "closed"),
        ("账户冻结", "frozen"),
        ("账户已止付", "frozen"),
        ("社保卡金融功能未激活", "restricted"),
        ("非一类户", "restricted"),
        ("证件号不符", "id_differs"),
        ("证件号码与户名不符", "id_differs"),
        ("二类户超限额", "restricted"),
        ("单笔超限", "over_limit"),
        ("系统繁忙", "other"),
        ("", "other"),
    ],
)
def test_the_words_of_the_bank_become_one_of_our_reasons(said, code):
    assert reason_code(said) == code


def test_every_reason_is_its_own_label_and_has_a_remedy_in_a_sentence():
    for reason in RETURN_REASONS:
        assert reason.remedy.startswith("请")
        assert reason.remedy.endswith("。")
        assert reason.code == "other" or reason_code(reason.label) == reason.code


def test_the_bureau_may_keep_reasons_of_its_own():
    own = [ReturnReason("holiday", "节假日退回", ("节假日",), "请在工作日重新提交。")]
    assert reason_code("节假日不办理", own) == "holiday"
    assert reason_code("户名不符", own) == "other"


def test_every_reason_fits_the_table_that_keeps_it():
    fields = {name: models.ReturnReason._meta.get_field(name) for name in ("code", "label", "words", "remedy")}
    for reason in RETURN_REASONS:
        assert len(reason.code) <= fields["code"].max_length
        assert len(reason.label) <= fields["label"].max_length
        assert len(reason.remedy) <= fields["remedy"].max_length
        assert max(map(len, reason.words), default=0) <= fields["words"].base_field.max_length


def test_no_word_belongs_to_two_reasons():
    words = [word for reason in RETURN_REASONS for word in reason.words]
    assert len(words) == len(set(words))
    assert list(REASON_OF) == [reason.code for reason in RETURN_REASONS]
