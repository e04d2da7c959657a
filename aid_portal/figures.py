"""How numbers and days are written on screen: yuan, 万元, per cent, dates; None is a dash."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

DASH = "—"
MINUS = "−"  # the minus sign, as wide as a digit; a hyphen is easily overlooked

Number = Decimal | int | float


def _signed(text: str) -> str:
    return MINUS + text[1:] if text.startswith("-") else text


def yuan(amount: Number | None) -> str:
    """1,234.56; negative with a true minus sign."""
    return DASH if amount is None else _signed(f"{amount:,.2f}")


def wan(amount: Number | None) -> str:
    """Yuan in units of ten thousand, two decimals, commercially rounded: 18227675 → 1,822.77."""
    if amount is None:
        return DASH
    units = (Decimal(str(amount)) / 10_000).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return _signed(f"{units:,}")


def count(number: int | None) -> str:
    return DASH if number is None else _signed(f"{number:,}")


def percent(part: Number | None, whole: Number | None) -> str:
    """part of whole as 12.3%; a dash where there is no whole."""
    return DASH if part is None or not whole else f"{Decimal(str(part)) / Decimal(str(whole)):.1%}"


def day(moment: date | datetime | None) -> str:
    """2026-11-23; an instant is first taken to local time."""
    if moment is None:
        return DASH
    return (timezone.localtime(moment) if isinstance(moment, datetime) else moment).strftime("%Y-%m-%d")


def minute(moment: datetime | None) -> str:
    return DASH if moment is None else timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def long_day(moment: date | datetime | None) -> str:
    """2026年11月23日, for sentences and documents."""
    if moment is None:
        return DASH
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return _("%(year)d年%(month)d月%(day)d日") % {"year": local.year, "month": local.month, "day": local.day}


def duration(elapsed: timedelta) -> str:
    minutes, seconds = divmod(int(elapsed.total_seconds()), 60)
    return _("%(minutes)d分%(seconds)d秒") % {"minutes": minutes, "seconds": seconds} if minutes else _("%d秒") % seconds
