"""The bureau, its towns and direct units, the schools and their teaching points."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from aid_portal.choices import OrgKind, SchoolType
from aid_portal.querysets import ScopedQuerySet

# 学校（机构）标识码: 2 digits school type, 2 province, 6 sequence (domain.md 1.3)
SCHOOL_CODE = r"^\d{10}$"
# An office's line as it stands on a public page (0917-5211234, 12345); a mobile phone is a person's and refused.
OFFICE_PHONE = r"^(?!1[3-9]\d{9}$)\d[\d-]{4,19}$"


class OrgUnitQuerySet(ScopedQuerySet):
    unit_lookup = "path"
    for_every_class = True

    def schools(self) -> "OrgUnitQuerySet":
        return self.filter(kind=OrgKind.SCHOOL)

    def open(self) -> "OrgUnitQuerySet":
        return self.filter(closed_on=None)

    def for_list(self) -> "OrgUnitQuerySet":
        return self.select_related("parent")

    def called(self, words: str) -> "OrgUnitQuerySet":
        """Those whose name holds these words or whose code they are; without words all."""
        return self.filter(Q(name__icontains=words) | Q(code=words)) if words else self

    def named(self, words: str) -> "OrgUnitQuerySet":
        """Units that are called so, and all below those."""
        paths = self.called(words).values_list("path", flat=True)
        below = [Q(path__startswith=path) for path in paths]
        return self.filter(Q(*below, _connector=Q.OR)) if below else self.none()


class OrgUnit(models.Model):
    """One unit; a teaching point (教学点) is a school whose parent is a school."""

    kind = models.CharField(_("机构类型"), max_length=16, choices=OrgKind.choices)
    code = models.CharField(_("机构代码"), max_length=12, unique=True)
    name = models.CharField(_("机构名称"), max_length=80)
    school_type = models.CharField(_("学校类型"), max_length=16, choices=SchoolType.choices, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级机构"))
    path = models.CharField(_("路径"), max_length=120, editable=False)
    help_phone = models.CharField(_("资助咨询电话"), max_length=20, blank=True)
    watch_phone = models.CharField(_("监督举报电话"), max_length=20, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = OrgUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("机构")
        ordering = ("path",)
        constraints = [
            models.CheckConstraint(
                name="org_unit_school_has_a_ten_digit_code",
                condition=~Q(kind=OrgKind.SCHOOL) | Q(code__regex=SCHOOL_CODE),
                violation_error_message=_("学校标识码应为10位数字。"),
            ),
            models.CheckConstraint(
                name="org_unit_only_schools_have_a_school_type",
                condition=Q(kind=OrgKind.SCHOOL) ^ Q(school_type=""),
                violation_error_message=_("学校必须填写学校类型，其他机构不填。"),
            ),
            models.CheckConstraint(
                name="org_unit_only_the_bureau_has_no_parent",
                condition=Q(kind=OrgKind.BUREAU) ^ Q(parent__isnull=False),
            ),
            models.CheckConstraint(
                name="org_unit_phones_are_offices",
                condition=(Q(help_phone="") | Q(help_phone__regex=OFFICE_PHONE))
                & (Q(watch_phone="") | Q(watch_phone__regex=OFFICE_PHONE)),
                violation_error_message=_("公开的是单位电话（如0917-5211234），不能是个人手机号。"),
            ),
            models.UniqueConstraint(name="org_unit_one_bureau", fields=["kind"], condition=Q(kind=OrgKind.BUREAU)),
        ]
        indexes = [models.Index(name="org_unit_path", fields=["path"], opclasses=["varchar_pattern_ops"])]

    phone_is_an_offices = RegexValidator(OFFICE_PHONE, _("请填单位的固定电话，如0917-5211234；会公开，不能填个人手机号。"))
    code_is_ten_digits = RegexValidator(SCHOOL_CODE, _("学校标识码应为10位数字。"))

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("org-unit-detail", args=[self.pk])

    @property
    def phones(self) -> dict[str, str]:
        return {"help_phone": self.help_phone, "watch_phone": self.watch_phone}

    @property
    def is_school(self) -> bool:
        return self.kind == OrgKind.SCHOOL

    @property
    def state(self) -> str:
        return "closed" if self.closed_on else "active"
