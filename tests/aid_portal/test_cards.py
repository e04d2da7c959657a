"""The ground floor's lines and numbers: equal to the lists behind them, whoever looks."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from aid_portal import audit, diagnosis, jobs
from aid_portal.actions import unmask_requests
from aid_portal.choices import AssignmentStatus, JobStatus, Role
from aid_portal.models import JobRun
from tests.factories.portal import a_role, a_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(log_in):
    return lambda user: log_in(user).get("/").context


def lines(context):
    return {todo.what: todo for group in context["groups"] for todo in group.todos}


def stats(context):
    return {stat.label: stat for panel in context["panels"] for stat in panel.stats}


def listed(log_in, user, url):
    return log_in(user).get(url).context["list"].page.total


def proposed(unit, by, **facts):
    return a_role(a_user(), Role.SCHOOL_OFFICER, unit, status=AssignmentStatus.PROPOSED, proposed_by=by, **facts)


def test_roles_to_grant_are_as_many_as_on_their_list(home, log_in, security_admin, system_admin, school):
    for _number in range(3):
        proposed(school, system_admin)
    todo = lines(home(security_admin))["批准任职"]
    assert (todo.count, listed(log_in, security_admin, todo.url)) == (3, 3)
    assert "批准任职" not in lines(home(system_admin))


def test_requests_are_decided_by_others(home, log_in, chen, lin):
    for by in (chen, chen, lin):
        unmask_requests.propose(kind="reveal", what="核对账户", reason="办公室会议", row_count=40, by=by)
    todo = lines(home(lin))["批准查看或导出完整信息"]
    assert (todo.count, listed(log_in, lin, todo.url)) == (2, 2)
    assert lines(home(chen)) == {}


def test_a_granted_export_waits_to_be_taken(home, log_in, chen, lin):
    asked = unmask_requests.propose(kind="export", what="资助结果", reason="办公室会议", row_count=900, by=chen)
    unmask_requests.grant(request=asked, by=lin)
    todo = lines(home(chen))["取走已批准的完整导出"]
    assert (todo.count, todo.url) == (1, asked.get_absolute_url())


def test_failed_jobs_of_a_week_are_shown_to_their_owner_and_to_the_system_administrator(home, log_in, wang, chen, system_admin):
    for days in (0, 6, 9):
        run = jobs.start("gone", by=wang, title="导出", post=False)
        JobRun.objects.filter(pk=run.pk).update(status=JobStatus.FAILED, created_at=timezone.now() - timedelta(days=days))
    todo = lines(home(wang))["查看未完成的后台任务"]
    assert (todo.count, listed(log_in, wang, todo.url)) == (2, 2)
    assert lines(home(chen)) == {}
    stat = stats(home(system_admin))["7天内未完成的任务"]
    assert (stat.value, listed(log_in, system_admin, stat.url)) == ("2", 2)


def test_accounts_are_as_many_as_on_their_lists(home, log_in, system_admin, school, chen):
    a_user(first_login=True)
    a_user(is_active=False, first_login=True)
    a_role(a_user(), Role.SCHOOL_OFFICER, school, ends_on=timezone.localdate() + timedelta(days=30))
    a_role(a_user(), Role.SCHOOL_OFFICER, school, ends_on=timezone.localdate() + timedelta(days=31))
    a_role(a_user(), Role.SCHOOL_OFFICER, school, ends_on=timezone.localdate() - timedelta(days=1))
    proposed(school, system_admin)
    shown = stats(home(system_admin))
    for label, number in {"启用的账号": 7, "尚未修改初始密码": 1, "待批准的任职": 1, "30天内到期的任职": 1}.items():
        assert (shown[label].value, listed(log_in, system_admin, shown[label].url)) == (str(number), number), label


def test_the_system_administrator_sees_what_the_doctor_sees(home, system_admin, chen, monkeypatch):
    sick = diagnosis.fault("消息队列", "连不上")
    monkeypatch.setattr(diagnosis, "examine", lambda: iter([diagnosis.ok("数据库", "PostgreSQL 15.1"), sick]))
    page = home(system_admin)
    panel = next(panel for panel in page["panels"] if panel.title == "系统状态")
    assert [(line.label, line.word) for line in panel.lines] == [("数据库", "正常"), ("消息队列", "故障")]
    assert "系统状态" not in [panel.title for panel in home(chen)["panels"]]


def test_the_auditor_sees_a_week_of_what_is_watched(home, log_in, sun, chen):
    audit.record("portal.export.made", by=chen)
    log_in(chen).get("/users/")
    shown = stats(home(sun))
    for label, number in {"导出": 1, "访问被拒绝": 1, "登录失败": 0}.items():
        assert (shown[label].value, listed(log_in, sun, shown[label].url)) == (str(number), number), label


def test_every_number_leads_to_its_rows(log_in, system_admin, security_admin, sun):
    for user in (system_admin, security_admin, sun):
        client = log_in(user)
        for url in re.findall(r'<a href="([^"]+)" class="stat', client.get("/").content.decode()):
            assert client.get(url.replace("&amp;", "&")).status_code == 200, url
