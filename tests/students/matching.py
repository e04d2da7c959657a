"""Two lists that look alike in one thing only, and the questions the portal's own verb makes of them."""

from datetime import date

from aid_portal import crypto
from aid_portal.identifiers import name_key
from students.actions import matches
from students.models import MatchPair, Record, Release
from students.sealing import Indexes, enrolment_aad, record_aad
from tests.department_lists import an_id
from tests.factories.students import a_record, a_release, a_student, an_enrolment, an_index, the_term

BORN = date(2014, 3, 15)


def a_pupil(name, school, resident_id="", **facts):
    """A child of 2022A with an open envelope; without an id it is known by its 学籍号."""
    indexes, registry = Indexes(), an_index()
    index = indexes.id_or_none(resident_id)
    student = a_student(id_index=index, registry_index=None if index else registry, name=name, birth_date=BORN)
    secrets = {"resident_id": resident_id, "address": "陕西省扶风县城关街道豆会村3组", **facts.pop("secrets", {})}
    sealed = crypto.seal(secrets, enrolment_aad(school.code, "2022A", registry))
    defaults = {"name_key": name_key(name), "birth_date": BORN, "registry_index": registry, "id_index": index}
    return an_enrolment(student=student, school=school, name=name, sealed=sealed, **{**defaults, **facts})


def a_listed(name, resident_id="", *, raw_id=None, state="valid", release=None, **facts):
    """A row of a department's list with an open envelope."""
    release = release or Release.objects.filter(kind="rural").first() or a_release()
    row = Record.objects.filter(release=release).count() + 1
    secrets = {"resident_id": resident_id, "raw_id": resident_id if raw_id is None else raw_id, **facts.pop("secrets", {})}
    sealed = crypto.seal(secrets, record_aad(release.pk, row))
    defaults = {"name_key": name_key(name), "birth_date": BORN, "id_state": state if secrets["raw_id"] else "missing"}
    indexes = Indexes()
    mark = indexes.content(f"id:{resident_id}" if resident_id else f"text:{name}")
    return a_record(
        release=release, row=row, name=name, sealed=sealed, id_index=indexes.id_or_none(resident_id),
        **{"person_mark": mark, **defaults, **facts},
    )  # fmt: skip


def asked(term="2022A"):
    """Bring the questions of the term up to date, as every check does."""
    matches.refresh(term=term, releases=list(Release.objects.values_list("pk", flat=True)))
    return list(MatchPair.objects.filter(term=the_term(term)).order_by("level", "pk"))


def three_alike(school):
    """One question of each level, in this order."""
    first, second, third, other = (an_id(number) for number in (1, 2, 3, 4))
    a_pupil("张叁", school, first)
    a_listed("张三", first)
    a_pupil("李思", school)
    a_listed("李思", second)
    a_pupil("王武", school, other, tail_index=Indexes().id(third), secrets={"registry_number": f"G{third}"})
    a_listed("王武", third)
    return asked()
