"""What a Django developer would take: django-import-export, bulk mode, with our row checks in its hooks."""

from pathlib import Path

import tablib
from django.db import connection, models, transaction
from django.utils import timezone
from import_export import resources

from aid_portal.models import OrgUnit
from aid_portal.terms import Term
from students.rules.roster_columns import HEADINGS
from students.rules.roster_rows import check_row
from students.rules.roster_schooling import RosterContext, SchoolFacts

TERM = "2022A"
FIELDS = {f"f{place}": heading for place, heading in enumerate(HEADINGS)}


def _pupil() -> type[models.Model]:
    """One row of a roster in plain text: no sealing, no blind index, no child beside the row."""
    options = {"app_label": "benchmarks", "unique_together": [("f0", "f1")]}
    texts = {name: models.CharField(max_length=200, blank=True) for name in FIELDS}
    return type("PeerPupil", (models.Model,), {**texts, "Meta": type("Meta", (), options), "__module__": __name__})


PeerPupil = _pupil()


class PeerResource(resources.ModelResource):
    """Rows with errors are skipped, as ours are; looked up by school and number, so that a second import updates."""

    class Meta:
        model = PeerPupil
        fields = tuple(FIELDS)
        import_id_fields = ("f0", "f1")
        use_bulk = True
        batch_size = 1000
        skip_diff = True
        skip_unchanged = True
        use_transactions = True

    def before_import(self, dataset: tablib.Dataset, **kwargs: object) -> None:
        schools = OrgUnit.objects.schools().only("code", "school_type", "name")
        facts = {each.code: SchoolFacts(each.school_type, each.name) for each in schools}
        self.context = RosterContext(day=timezone.localdate(), term=Term.parse(TERM), schools=facts)
        self.number = 1

    def skip_row(
        self, instance: models.Model, original: models.Model, row: dict, import_validation_errors: object = None
    ) -> bool:
        self.number += 1
        return check_row(self.number, [row[name] or "" for name in FIELDS], self.context).has_error


def make_table() -> None:
    with connection.schema_editor() as editor:
        editor.create_model(PeerPupil)


def empty() -> None:
    PeerPupil.objects.all().delete()


def take_in(path: Path) -> None:
    with path.open("rb") as stream:
        dataset = tablib.Dataset().load(stream, format="xlsx")
    places = [dataset.headers.index(heading) for heading in FIELDS.values()]
    ordered = tablib.Dataset(*([row[place] for place in places] for row in dataset), headers=list(FIELDS))
    with transaction.atomic():
        PeerResource().import_data(ordered, raise_errors=True)
