"""Stored files: who sees them, what a download leaves behind, and that nothing outlives its time."""

import io
import os
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from aid_portal import files
from aid_portal.actions import stored_files
from aid_portal.errors import Refused
from aid_portal.models import AuditEvent, StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    settings.TEMP_DIR = tmp_path
    return tmp_path


def a_file(by, **fields):
    fields = {"source": "名册".encode(), "name": "花名册.xlsx", "kind": "roster", "unit": by.home_unit} | fields
    return stored_files.store(by=by, **fields)


@pytest.mark.parametrize("make", [lambda data: data, io.BytesIO, lambda data: iter([data[:2], data[2:]])])
def test_a_file_is_kept_with_its_size_and_digest(wang, make):
    file = a_file(wang, source=make(b"12345678"))
    file.refresh_from_db()
    assert b"".join(stored_files.read(file)) == b"12345678"
    assert file.size == 8
    assert file.sha256 == "ef797c8118f02dfb649607dd5d3f8c7623048c9c063d532cc95c5ed7a898a64f"


def test_a_file_is_stored_from_a_path_and_opened_as_one(wang, tmp_path):
    (tmp_path / "up.xlsx").write_bytes(b"PK")
    with stored_files.open_plain(a_file(wang, source=tmp_path / "up.xlsx")) as path:
        assert (path.read_bytes(), path.suffix) == (b"PK", ".xlsx")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\名册\\一年级.xlsx", "一年级.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nb\u202exslx.exe", "abxslx.exe"),
        ("", "file"),
        ("长" * 300 + ".xlsx", "长" * 195 + ".xlsx"),
    ],
)
def test_a_name_is_cut_down_to_a_name(wang, sent, kept):
    assert a_file(wang, name=sent).name == kept


def test_the_neighbour_sees_nothing_and_the_bureau_sees_uploads_but_no_personal_exports(wang, zhao, chen):
    upload, export = a_file(wang), a_file(wang, personal=True)
    assert set(StoredFile.objects.visible_to(wang)) == {upload, export}
    assert set(StoredFile.objects.visible_to(zhao)) == set()
    assert set(StoredFile.objects.visible_to(chen)) == {upload}


def test_who_may_not_take_away_unmasked_data_does_not_get_the_uploads_of_others(chen, system_admin, bureau):
    a_file(chen, unit=bureau)
    assert set(StoredFile.objects.visible_to(system_admin)) == set()


def test_a_download_leaves_an_audit_event(wang):
    file = a_file(wang)
    assert b"".join(stored_files.download(file=file, by=wang)) == "名册".encode()
    event = AuditEvent.objects.get(event="portal.stored_file.downloaded")
    assert (event.actor_id_text, event.target) == ("wang", "花名册.xlsx")


def test_an_expired_file_is_refused_before_it_is_pruned(wang):
    file = a_file(wang, expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="已过保存期限"):
        stored_files.download(file=file, by=wang)
    assert not AuditEvent.objects.filter(event="portal.stored_file.downloaded").exists()


def test_a_file_lost_from_the_disk_is_refused_in_words(wang):
    file = a_file(wang)
    files.remove(file.key)
    with pytest.raises(Refused, match="已过保存期限"):
        stored_files.download(file=file, by=wang)


def test_expired_files_go_from_table_and_disk_and_others_stay(wang, django_capture_on_commit_callbacks):
    kept, gone = a_file(wang), a_file(wang, expires_at=timezone.now() - timedelta(seconds=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert stored_files.prune() == 1
    assert list(StoredFile.objects.all()) == [kept]
    assert files.path_of(kept.key).exists()
    assert not files.path_of(gone.key).exists()


def test_what_no_row_knows_is_removed_after_a_day_and_not_before(wang, home):
    stray, young, known = uuid4(), uuid4(), a_file(wang).key
    files.write(stray, [b"rolled back"])
    files.write(young, [b"about to commit"])
    part = files.path_of(stray).with_suffix(files.PART)
    part.write_bytes(b"broken")
    (home / "plain-forgotten").mkdir()
    yesterday = time.time() - stored_files.STRAY_SECONDS - 1
    for path in (files.path_of(stray), part, files.path_of(known), home / "plain-forgotten"):
        os.utime(path, (yesterday, yesterday))
    stored_files.prune()
    assert [files.path_of(key).exists() for key in (stray, young, known)] == [False, True, True]
    assert not part.exists()
    assert not (home / "plain-forgotten").exists()
