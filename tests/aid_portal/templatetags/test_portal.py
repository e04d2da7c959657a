"""Tags and filters: what a template may write, and that it comes out as text."""

from datetime import timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from aid_portal.models import JobRun


def draw(source, path="/", **context):
    request = RequestFactory().get(path)
    return Template("{% load portal %}" + source).render(Context({"request": request, **context}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", help_text="不超过100字。", error_messages={"required": "请填写原因。"})
    way = forms.ChoiceField(label="方式", choices=[("a", "甲")], widget=forms.RadioSelect)


def test_a_field_ties_label_help_and_error_together():
    html = draw("{% field form.reason %}", form=ReasonForm({"way": "a"}))
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in html
    assert 'id="id_reason_helptext"' in html
    assert 'id="id_reason_error"' in html
    assert 'aria-invalid="true"' in html
    assert "请填写原因。" in html


def test_a_group_of_boxes_is_a_fieldset_with_a_legend():
    html = draw("{% field form.way %}", form=ReasonForm())
    assert "<fieldset" in html
    assert "<legend>方式" in html
    assert html.count("form-check-input") == 1


def test_the_query_string_changes_one_thing_only():
    assert draw("{% query_with sort='-name' page=None %}", "/?name=a&page=3") == "?name=a&amp;sort=-name"


def test_taking_off_a_range_takes_both_ends_and_leaves_its_namesakes():
    assert draw("{% query_without 'school' %}", "/?school_min=1&school_max=2&school_type=a&page=2") == "?school_type=a"


@pytest.mark.parametrize(("kind", "shown"), [("id", "610324********1234"), ("phone", "*")])
def test_masking_leaves_no_full_value(kind, shown):
    html = draw("{{ value|mask:kind }}", value="610324200801011234", kind=kind)
    assert "200801011234" not in html
    assert shown in html


def test_a_screen_reader_hears_quarters_of_a_job():
    run = JobRun(pk=1, title="比对", status="running", done=37, total=100)
    html = draw("{% job_progress run '/x/' %}", run=run)
    assert 'data-say="比对：进行中，25%"' in html
    assert 'hx-get="/x/"' in html
    assert 'value="37"' in html


@pytest.mark.parametrize(("done", "passed", "left"), [(25, 60, 180), (4, 600, None), (50, 3, None), (100, 60, 0), (0, 60, None)])
def test_how_long_a_job_will_take_is_told_once_its_pace_is_known(done, passed, left):
    began = timezone.now() - timedelta(seconds=passed)
    run = JobRun(pk=1, title="比对", status="running", done=done, total=100, started_at=began)
    assert run.left_at(began + timedelta(seconds=passed)) == (None if left is None else timedelta(seconds=left))
    assert ("约还需" in draw("{% job_progress run '/x/' %}", run=run)) == (left == 180)


def test_a_job_that_ended_is_not_asked_again():
    html = draw("{% job_progress run '/x/' %}", run=JobRun(pk=1, title="比对", status="failed", error="数据库中断。"))
    assert "hx-get" not in html
    assert "数据库中断。" in html


def test_a_wizard_says_where_one_is_and_what_follows():
    html = draw("{% stepper 2 '上传文件' '校验' '完成' %}")
    assert "步骤 2/3：校验" in html
    assert "下一步：完成" in html
    assert html.count('aria-current="step"') == 1
    assert "下一步" not in draw("{% stepper 3 '上传文件' '校验' '完成' %}")


def test_lines_are_kept_and_escaped():
    assert draw("{{ text|lines }}", text="甲\n<b>乙") == "甲<br>&lt;b&gt;乙"
