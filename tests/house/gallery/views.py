"""Made-up content for every component."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Thing

import django_filters
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines

from aid_portal.charts import Chart, Series
from aid_portal.choices import OrgKind
from aid_portal.columns import BadgeColumn, DateColumn, LinkColumn, MaskedColumn, MoneyColumn, NumberColumn, TextColumn
from aid_portal.identifiers import mask_id
from aid_portal.listing import Empty, ListFilter, ListTable, PostAction, list_page, selection
from aid_portal.models import JobRun, OrgUnit, StoredFile

PAGES = Path(__file__).parent
WHEN = datetime(2022, 10, 12, 1, 30, tzinfo=UTC)


class UnitFilter(ListFilter):
    primary = ("name", "kind", "closed")
    name = django_filters.CharFilter(label="名称", lookup_expr="contains")
    kind = django_filters.ChoiceFilter(label="类型", choices=OrgKind.choices, empty_label="全部")
    closed = django_filters.DateFilter(label="撤销日期", field_name="closed_on", widget=forms.DateInput(attrs={"type": "date"}))
    code = django_filters.RangeFilter(label="代码范围", method="by_code")

    def by_code(self, queryset, name, value):
        return queryset


class UnitTable(ListTable):
    name = LinkColumn("机构名称", heading=True, url=lambda unit: f"/gallery/?unit={unit.pk}")
    code = MaskedColumn("代码", mask=mask_id)
    kind = BadgeColumn("类型", choices=[("school", "学校"), ("town", "镇街")])
    parent = TextColumn("上级机构", accessor="parent__name", css="muted")
    amount = MoneyColumn("金额（元）", accessor="amount", orderable=False)
    children = NumberColumn("学生数", accessor="pk", order_by="pk", initial_sort_descending=True)
    closed_on = DateColumn("撤销日期")

    class Meta:
        order_by = "name"
        caption = "机构名单"


def units(request):
    OrgUnit.amount = property(lambda unit: Decimal(unit.pk) * Decimal("-1250.5" if unit.pk % 7 == 0 else "1250.5"))
    return list_page(
        request,
        queryset=OrgUnit.objects.visible_to(request.user).for_list(),
        filterset_class=UnitFilter,
        table_class=UnitTable,
        title="机构",
        empty=Empty("还没有机构", "先导入机构名单。", "/gallery/", "去导入"),
        batch=[PostAction("批量核对", "/gallery/units/act/")] if request.GET.get("batch") != "no" else [],
        exports=[PostAction("导出 Excel", "/gallery/units/act/", icon="file-earmark-excel")],
    )


def act(request):
    rows = selection(request, OrgUnit.objects.visible_to(request.user), UnitFilter)
    return HttpResponse(str(rows.count()), content_type="text/plain")


class ReasonForm(forms.Form):
    reason = forms.CharField(label="撤销原因", max_length=100)


class SampleForm(forms.Form):
    name = forms.CharField(label="学生姓名", help_text="与户口簿一致。")
    school = forms.ChoiceField(label="学校", choices=[("", "请选择"), ("1", "扶风县第一小学")])
    born = forms.DateField(label="出生日期", widget=forms.DateInput(attrs={"type": "date"}))
    boarding = forms.ChoiceField(label="是否寄宿", choices=[("y", "寄宿"), ("n", "走读")], widget=forms.RadioSelect)
    note = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    sure = forms.BooleanField(label="已与监护人核对", required=False)


class FileForm(forms.Form):
    file = forms.FileField(label="花名册")


def charts():
    stages = ("学前", "小学", "初中", "普高", "中职")
    towns = ("城关镇", "天度镇", "午井镇", "绛帐镇", "段家镇", "杏林镇", "召公镇", "法门镇")
    counts = [Series("春季", (2431, 9120, 5011, 1892, 903)), Series("秋季", (2519, 8844, 5203, 1960, 944))]
    money = [Series("金额", (1820500, 960250, 775000, 1203750.5, 640000, 588250, 702500, 915000))]
    return [
        Chart("stage", "按学段受助人次", stages, counts, unit="人次", category_label="学段"),
        Chart("town", "按镇街发放金额", towns, money, "row", money=True, unit="元", category_label="镇街"),
        Chart(
            "kind",
            "按困难类别",
            ("脱贫户", "监测户", "低保", "残疾"),
            [Series("人数", (4210, 812, 2210, 640))],
            "pie",
            unit="人",
            category_label="类别",
        ),
        Chart(
            "months",
            "各月核对进度",
            ("9月", "10月", "11月", "12月"),
            [Series("已核对", (120, 480, 910, 1320))],
            "line",
            unit="条",
            category_label="月份",
        ),
    ]


def run(pk=7, **changes):
    return JobRun(
        pk=pk,
        **{
            "title": "资格比对 2022年秋季学期",
            "status": "running",
            "done": 12840,
            "total": 26640,
            "stage": "正在比对：法门镇",
            **changes,
        },
    )


def components(request):
    messages.success(request, "花名册已接收：新增 12 人，变化 3 人。")
    messages.error(request, "第12行“身份证号”：校验位不符，请核对户口簿。")
    timeline = [
        Thing(what="提交花名册", who="王老师（学校资助专干）", at=WHEN, note="", tone=""),
        Thing(what="退回", who="陈经办", at=WHEN, note="3 名学生缺监护人证号，请补齐后再报。", tone="danger"),
        Thing(what="审批通过", who="林审批", at=WHEN, note="", tone="success"),
    ]
    rows = [("姓名", "张小明", "张小明"), ("证件号", "610324********1234", "610324********1243"), ("监护人", "张建国", "")]
    tabs = [("基本情况", True, None), ("资助结果", False, 3), ("历史", False, 12)]
    return page(
        request,
        "components.html",
        bound=SampleForm({"name": "", "boarding": "y"}),
        form=SampleForm(),
        file_form=FileForm(),
        reason_form=ReasonForm(),
        charts=charts(),
        run=run(),
        failed=run(status="failed", error="第3块未完成：数据库连接中断，请点“重试”。", pk=8),
        unit=OrgUnit(name="法门镇中学", kind="school"),
        timeline=timeline,
        rows=[Thing(label=label, left=left, right=right, same=left == right) for label, left, right in rows],
        tabs=[Thing(label=label, url="/gallery/", current=current, count=number) for label, current, number in tabs],
        facts=[("姓名", "张小明"), ("学校", "法门镇中学", "/gallery/"), ("年级", "七年级"), ("班级", "3班"), ("监护人", "")],
        file=StoredFile(name="扶风县2022年秋季花名册.xlsx", size=482133, created_at=WHEN, expires_at=WHEN),
        amount=Decimal("18227675.00"),
    )


def page(request, name, **context):
    template = engines["django"].from_string((PAGES / name).read_text())
    return HttpResponse(template.render(context, request))


@login_not_required
def public(request):
    return page(request, "public.html", form=SampleForm())


def printed(request):
    return page(request, "print.html", rows=[("张小明", "法门镇中学", "625.00")] * 12)


@login_not_required
def error(request):
    return render(request, f"{request.GET.get('code', '404')}.html", {"message": "这条记录刚刚被林审批改动过。请刷新后再看。"})


def progress(request):
    return HttpResponse(
        engines["django"]
        .from_string("{% load portal %}{% job_progress run '/gallery/progress/' %}")
        .render({"run": run(status="done", done=26640, stage="")}),
        status=286,
    )


def reveal(request):
    return render(
        request, "components/revealed.html", {"value": "610324200801011234", "masked": "610324********1234", "seconds": 2}
    )
