"""People who work in the portal: one person, one account."""

from functools import cached_property
from operator import attrgetter

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q, prefetch_related_objects
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aid_portal.permissions import Permission
from aid_portal.roles import permissions_of
from aid_portal.school_classes import Cohort, SchoolClass
from aid_portal.terms import AcademicYear


class UserQuerySet(models.QuerySet):
    def visible_to(self, user) -> "UserQuerySet":
        """Accounts are looked after by the administrators; everybody else sees only the own one."""
        return self.all() if user.has(Permission.USER_VIEW) else self.filter(pk=user.pk)

    def locked(self) -> "UserQuerySet":
        return self.select_for_update(of=("self",), no_key=True)

    def people(self) -> "UserQuerySet":
        """Without the accounts of other systems."""
        return self.filter(is_service=False)

    def for_list(self) -> "UserQuerySet":
        return self.prefetch_related("assignments__unit")


class User(AbstractBaseUser):
    """An account; what it may do follows from the role assignments in force today."""

    username = models.CharField(_("用户名"), max_length=32, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    position = models.CharField(_("职务"), max_length=40, blank=True)
    is_active = models.BooleanField(_("启用"), default=True)
    must_change_password = models.BooleanField(_("须修改密码"), default=True)
    password_changed_at = models.DateTimeField(_("密码修改时间"), null=True, blank=True)
    is_service = models.BooleanField(_("接口账号"), default=False, help_text=_("供其他系统以令牌调用，不能登录网页"))
    session_epoch = models.PositiveIntegerField(_("会话代"), default=0, help_text=_("加一即令所有设备下线"))
    created_at = models.DateTimeField(_("建立时间"), db_default=Now(), editable=False)

    USERNAME_FIELD = "username"
    token = None  # the API token that this request came with: it narrows what the account may

    objects = BaseUserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = _("用户")
        ordering = ("username",)
        constraints = [
            models.CheckConstraint(
                name="user_service_has_no_password",
                condition=Q(is_service=False) | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("user-detail", args=[self.pk])

    @property
    def state(self) -> str:
        in_use = "service" if self.is_service else "active"
        return in_use if self.is_active else "inactive"

    @cached_property
    def assignments_in_force(self) -> list:
        """Granted assignments of today with their units, the oldest first; read once a request.

        Sorted here: for an ORDER BY the ORM weighs every column of its tables, which takes as long as the query. For whom
        somebody acts is fetched where somebody does.
        """
        held = self.assignments.in_force_on(timezone.localdate()).select_related("unit").order_by()
        prefetch_related_objects([each for each in held if each.acting_for_id], "acting_for__user")
        return sorted(held, key=attrgetter("starts_on", "pk"))

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        held = permissions_of((assignment.role, assignment.unit.kind) for assignment in self.assignments_in_force)
        return held & self.token.permissions if self.token else held

    @cached_property
    def acting(self) -> list:
        """Roles of today that belong to somebody else, for whom this person acts."""
        return [assignment for assignment in self.assignments_in_force if assignment.acting_for_id]

    @cached_property
    def stands_for(self) -> frozenset[int]:
        """Keys of this person and of all for whom he acts today: what one of them did, none of them may decide on."""
        return frozenset({self.pk, *(assignment.acting_for.user_id for assignment in self.acting)})

    def in_whose_name(self, permission: Permission) -> str:
        """The name of the one whose role alone gives this permission; empty where it is the own one."""
        own = permissions_of((each.role, each.unit.kind) for each in self.assignments_in_force if not each.acting_for_id)
        lent = [each for each in self.acting if permission in permissions_of([(each.role, each.unit.kind)])]
        return lent[0].acting_for.user.name if lent and permission not in own else ""

    def has(self, permission: Permission) -> bool:
        return self.is_active and permission in self.permissions

    @cached_property
    def unit_paths(self) -> list[str]:
        """Paths of the units whose rows this user may see whole."""
        return sorted({each.unit.path for each in self.assignments_in_force if each.cohort is None})

    @cached_property
    def classes(self) -> list[tuple[str, Cohort]]:
        """Single classes whose rows this user may see, each with the path of its unit."""
        found = ((each.unit.path, each.cohort) for each in self.assignments_in_force)
        return sorted({(path, cohort) for path, cohort in found if cohort is not None})

    def sees_class(self, unit, place: SchoolClass, year: AcademicYear) -> bool:
        own = (unit.path, Cohort.of(place, year)) in self.classes
        return own or any(unit.path.startswith(path) for path in self.unit_paths)

    @property
    def home_unit(self):
        """The unit shown in the top bar: that of the first assignment in force."""
        own = [assignment for assignment in self.assignments_in_force if not assignment.acting_for_id]
        return own[0].unit if own else None
