"""What is kept must agree: files with their rows, envelopes with the keys, the money with itself."""

import uuid

import pytest
from django.core.management import call_command

from aid_portal import files, selfchecks
from aid_portal.actions import stored_files
from aid_portal.diagnosis import Level
from aid_portal.models import StoredFile
from students.selfchecks import envelopes
from subsidies.reports import tie_out
from subsidies.selfchecks import ledger
from tests.factories.subsidies_money import an_entitlement
from tests.own_cache import begin_anew
from tests.rosters import accepted, children

pytestmark = pytest.mark.django_db


def a_file(**said):
    return stored_files.store(source=b"content", name="文件.txt", kind="roster", by=None, **said)


def spoiled(envelope):
    """One bit of it is another, whatever it was."""
    *others, last = bytes(envelope)
    return bytes([*others, last ^ 1])


def test_files_that_lie_on_the_disk_are_well():
    a_file()
    assert selfchecks.stored().level is Level.OK


def test_a_file_that_is_gone_from_the_disk_is_a_fault_and_counted():
    a_file()
    files.path_of(a_file().key).unlink()
    found = selfchecks.stored()
    assert (found.level, "2 个中有 1 个不在磁盘上" in found.seen) == (Level.FAULT, True)


def test_a_file_that_was_changed_on_the_disk_is_a_fault():
    path = files.path_of(a_file().key)
    path.write_bytes(spoiled(path.read_bytes()))
    assert selfchecks.stored().level is Level.FAULT


def test_rows_that_the_keys_do_not_open_are_a_fault(wang, school):
    assert "还没有学生" in envelopes().seen
    accepted(children(2), school, wang)
    assert envelopes().level is Level.OK
    first = school.enrolments.order_by("pk").first()
    first.sealed = spoiled(first.sealed)
    first.save(update_fields=["sealed"])
    assert (envelopes().level, "密钥文件" in envelopes().seen) == (Level.FAULT, True)


def test_a_difference_in_the_tie_out_is_a_fault_and_its_term_is_named(monkeypatch):
    an_entitlement()
    assert ledger().level is Level.OK
    differing = [type("Cell", (), {"differs": True})()]
    monkeypatch.setattr(tie_out, "cells", lambda terms: differing)
    assert (ledger().level, "2022年秋季学期有差异" in ledger().seen) == (Level.FAULT, True)


def test_the_command_ends_with_one_when_a_file_is_lost(capsys):
    files.path_of(a_file().key).unlink()
    with pytest.raises(SystemExit):
        call_command("doctor", only=["files"])
    assert "不在磁盘上" in capsys.readouterr().out


def test_what_was_found_at_night_stands_on_the_administrators_home_page(log_in, system_admin):
    begin_anew()
    StoredFile.objects.create(key=uuid.uuid4(), name="文件.txt", kind="roster", size=1, sha256="0" * 64)
    selfchecks.keep()
    assert "1 个中有 1 个不在磁盘上" in log_in(system_admin).get("/").content.decode()
