"""The doctor says what is wrong and what to do, and ends with 1 when something is."""

import time
from datetime import date

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from aid_portal import diagnosis
from aid_portal.diagnosis import Level
from aid_portal.errors import Refused
from aid_portal.models import Holiday
from aid_portal.workers import HEARTBEAT_KEY

pytestmark = pytest.mark.django_db


def test_database_and_tables_are_there():
    assert [found.level for found in diagnosis.examine(["database", "migrations"])] == [Level.OK, Level.OK]


def test_without_a_heartbeat_no_job_would_run():
    found = diagnosis.worker()
    assert found.level is Level.FAULT
    assert "make worker" in found.seen


def test_a_fresh_heartbeat_is_well():
    cache.set(HEARTBEAT_KEY, time.time() - 5)
    assert diagnosis.worker().level is Level.OK


def test_a_heartbeat_of_two_minutes_ago_is_a_fault():
    cache.set(HEARTBEAT_KEY, time.time() - 120)
    assert diagnosis.worker().level is Level.FAULT


def test_years_without_holidays_are_named():
    Holiday.objects.create(day=date(2022, 10, 1), is_working=False, name="国庆节")
    found = diagnosis.holidays(date(2022, 11, 20))
    assert found.level is Level.NOTICE
    assert "缺 2023 年" in found.seen


def test_a_keyring_that_others_can_read_is_noticed(settings, tmp_path):
    settings.KEYRING = tmp_path / "keys" / "keyring.json"
    assert diagnosis.keys().level is Level.OK
    settings.KEYRING.chmod(0o644)
    assert diagnosis.keys().level is Level.NOTICE


def test_a_damaged_keyring_is_a_fault(settings, tmp_path):
    settings.KEYRING = tmp_path / "keyring.json"
    settings.KEYRING.write_text("{}")
    assert diagnosis.keys().level is Level.FAULT


def test_a_broker_that_is_down_is_a_fault_and_the_address_shows_no_password(settings):
    settings.BROKER_URL = "redis://:secret@127.0.0.1:1/0"
    found = diagnosis.broker()
    assert found.level is Level.FAULT
    assert "secret" not in found.seen


def test_cache_and_broker_on_one_server_are_noticed(settings):
    settings.BROKER_URL = settings.CACHE_URL
    assert diagnosis.cache_server().level is Level.NOTICE


def test_a_full_disk_is_a_fault(monkeypatch):
    monkeypatch.setattr(diagnosis, "LEAST_FREE", 1 << 62)
    assert diagnosis.disk().level is Level.FAULT


def test_what_needs_a_broken_server_is_left_out(settings, monkeypatch):
    broken = {"cache": lambda: diagnosis.fault("缓存", "连不上")}
    monkeypatch.setattr(diagnosis, "CHECKS", diagnosis.CHECKS | broken)
    assert [found.subject for found in diagnosis.examine(["cache", "worker"])] == ["缓存"]


@pytest.mark.parametrize("named", [["schedule"], ["holidays"], ["migrations", "schedule", "holidays"]])
def test_before_the_tables_are_made_it_says_so_and_asks_them_nothing(named):
    MigrationRecorder(connection).flush()
    [found] = diagnosis.examine(named)
    assert (found.level, found.subject) == (Level.FAULT, "数据表")
    assert "请运行 python manage.py migrate" in found.seen


def test_the_command_ends_with_one_on_a_fault(capsys):
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", only=["disk", "worker"])
    assert ended.value.code == 1
    assert "故障\t后台任务进程" in capsys.readouterr().out


def test_the_command_ends_well_without_a_fault(capsys):
    call_command("doctor", only=["database"])
    assert "OK\t数据库\tPostgreSQL" in capsys.readouterr().out


def test_without_a_chinese_font_the_doctor_says_that_papers_cannot_be_printed(monkeypatch):
    assert diagnosis.fonts().level is Level.OK
    message = "没有找到中文字体"
    monkeypatch.setattr(diagnosis, "typefaces", lambda: (_ for _ in ()).throw(Refused(message)))
    found = diagnosis.fonts()
    assert (found.level, found.seen) == (Level.FAULT, message)
