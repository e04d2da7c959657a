"""The index of an archive package: a line a child, with each paper there or missing."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from aid_portal.exporting import ExportColumn
from aid_portal.identifiers import mask_registry
from students.reports.archives import ChildFile
from students.sealing import secrets_of

PARTS = (
    later("申请表"), later("书面承诺"), later("班级评议"), later("数据证明"), later("学校认定"), later("公示"), later("张贴照片"),
    later("县级审批"),
)  # fmt: skip
COLUMNS = (
    ExportColumn("number", later("序号"), "count", width=6),
    ExportColumn("name", later("姓名"), width=10),
    ExportColumn("registry_number", later("学籍号"), width=22),
    ExportColumn("class_name", later("年级班级"), width=12),
    ExportColumn("origin", later("来源"), width=12),
    ExportColumn("tier", later("认定档次"), width=10),
    ExportColumn("status", later("状态"), width=12),
    *(ExportColumn(f"part{place}", label, width=8) for place, label in enumerate(PARTS)),
    ExportColumn("missing", later("缺什么"), width=36),
    ExportColumn("folder", later("文件夹"), width=30),
)


def index_row(each: ChildFile, *, whole: bool) -> tuple:
    """A paper that this kind of application does not need stays empty."""
    application = each.application
    registry = secrets_of(application.enrolment).get("registry_number", "")
    words = {str(part.label): part.word for part in each.parts}
    lacking = "；".join(_("%(paper)s：%(why)s") % {"paper": part.label, "why": part.text} for part in each.parts if part.missing)
    return (
        each.number, application.enrolment.name, registry if whole else mask_registry(registry), each.place,
        application.get_origin_display(), application.get_tier_display(), application.get_status_display(),
        *(words.get(str(label), "") for label in PARTS), lacking, each.folder,
    )  # fmt: skip
