"""Conditions of a list page that a person keeps under a name, alone or for the whole unit."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from aid_portal import crypto
from aid_portal.models.org_units import OrgUnit
from aid_portal.models.users import User


class SavedSearchQuerySet(models.QuerySet):
    def visible_to(self, user) -> "SavedSearchQuerySet":
        """The own ones, and what colleagues share with a unit where `user` holds a role today."""
        return self.filter(Q(owner=user) | Q(unit__path__in=user.unit_paths))

    def for_list(self) -> "SavedSearchQuerySet":
        """Owners and units apart: most lists have no saved search, and two joins cost more than the rest of the query."""
        return self.prefetch_related("owner", "unit")


class SavedSearch(models.Model):
    """The address of a list and its conditions; they may name a child, so they lie sealed."""

    owner = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name=_("保存人"))
    page = models.CharField(_("页面"), max_length=120)
    name = models.CharField(_("名称"), max_length=20)
    sealed = models.BinaryField(_("条件"))
    unit = models.ForeignKey(OrgUnit, models.PROTECT, null=True, related_name="+", verbose_name=_("共享给"))
    saved_at = models.DateTimeField(_("保存时间"), db_default=Now())

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("常用查询")
        ordering = ("page", "name", "pk")
        constraints = [
            models.UniqueConstraint(name="saved_search_name_once_per_owner_and_page", fields=["owner", "page", "name"]),
            models.CheckConstraint(name="saved_search_has_a_name", condition=~Q(name="")),
        ]
        indexes = [models.Index(name="saved_search_by_page", fields=["page"])]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list with these conditions."""
        return f"{self.page}?{self.query}" if self.query else self.page

    @property
    def query(self) -> str:
        return crypto.unseal(self.sealed, aad=self.aad)["query"]

    @property
    def aad(self) -> str:
        return f"saved-search|{self.owner_id}|{self.page}"
