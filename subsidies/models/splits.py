"""How an amount is borne by the fund sources, in fen."""

from functools import reduce
from operator import add

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from subsidies.choices import STATE_SOURCES, FundSource

SOURCE_COLUMNS = tuple(f"fen_{source}" for source in FundSource.values)
STATE_COLUMNS = tuple(f"fen_{source}" for source in STATE_SOURCES)
STATE_CHOICES = [(source.value, source.label) for source in STATE_SOURCES]


class StateSplit(models.Model):
    """Fen of public money by source: all that the statistics of state aid know."""

    fen_central = models.BigIntegerField(_("中央（分）"), default=0)
    fen_province = models.BigIntegerField(_("省级（分）"), default=0)
    fen_city = models.BigIntegerField(_("市级（分）"), default=0)
    fen_county = models.BigIntegerField(_("县级（分）"), default=0)

    class Meta:
        abstract = True


class FundSplit(StateSplit):
    """Fen by source; zero in all until the amount is charged to a budget."""

    fen_donor = models.BigIntegerField(_("社会捐赠（分）"), default=0)

    class Meta:
        abstract = True

    @property
    def fen(self) -> int:
        return sum(getattr(self, column) for column in SOURCE_COLUMNS)


def split_adds_up(name: str, when: Q) -> models.CheckConstraint:
    """The columns are the amount, to the fen, wherever `when` holds."""
    total = reduce(add, map(F, SOURCE_COLUMNS))
    return models.CheckConstraint(name=name, condition=~when | Q(Exact(F("amount") * 100, total)))
