"""Two people who open the same page do not overwrite each other unseen."""

import re

import pytest

from aid_portal.models import AuditEvent

pytestmark = pytest.mark.django_db


def opened(client, path):
    """The mark that the form carries."""
    return re.search(r'name="present" value="([0-9a-f]{64})"', client.get(path).content.decode())[1]


def test_what_somebody_changed_meanwhile_is_told_and_not_overwritten(log_in, system_admin, wang):
    client, path = log_in(system_admin), f"/users/{wang.pk}/change/"
    mark = opened(client, path)
    client.post(path, {"name": "王老师", "position": "教导主任", "present": opened(client, path)})
    answer = client.post(path, {"name": "王老师", "position": "资助专干", "present": mark}).content.decode()
    wang.refresh_from_db()
    event = AuditEvent.objects.filter(event="portal.user.changed").get()
    assert (wang.position, f"{event.actor}在" in answer, "您打开的还是以前的内容" in answer) == ("教导主任", True, True)
    assert 'value="资助专干"' in answer


def test_sent_again_after_it_was_told_it_counts(log_in, system_admin, wang):
    client, path = log_in(system_admin), f"/users/{wang.pk}/change/"
    mark = opened(client, path)
    client.post(path, {"name": "王老师", "position": "教导主任", "present": mark})
    answer = client.post(path, {"name": "王老师", "position": "资助专干", "present": mark}).content.decode()
    client.post(path, {"name": "王老师", "position": "资助专干", "present": re.search(r'"present" value="(\w+)"', answer)[1]})
    wang.refresh_from_db()
    assert wang.position == "资助专干"


def test_the_name_of_a_unit_is_guarded_too(log_in, system_admin, school):
    client, path = log_in(system_admin), f"/org-units/{school.pk}/change/"
    mark = opened(client, path)
    type(school).objects.filter(pk=school.pk).update(name="城关第一完全小学")
    sent = {"name": "城关一小", "school_type": school.school_type, "parent": school.parent_id, "present": mark}
    assert "内容已有变化" in client.post(path, sent).content.decode()
    school.refresh_from_db()
    assert school.name == "城关第一完全小学"
