"""Amounts in words, as vouchers demand them (支付结算办法, appendix 1: 正确填写票据和结算凭证的基本规定)."""

from decimal import Decimal

import cn2an

FEN = Decimal("0.01")


def yuan_in_words(amount: Decimal) -> str:
    """壹万零伍佰元整, without 人民币 before it. What is finer than a fen is refused, never rounded away."""
    if amount != amount.quantize(FEN):
        raise ValueError("an amount in words has whole fen")
    return cn2an.an2cn(f"{amount or abs(amount):.2f}", "rmb")
