"""What the portal keeps of one row of a department's list."""

from dataclasses import dataclass, field
from datetime import date

from students.choices import IdState
from students.rules.cells import ERROR, WARNING, Issue


@dataclass(slots=True)
class RecordValues:
    """One person as one list knows him.

    `raw_id` is the id cell as it stood, of a number the digits that are certain; `ends_on` is the first day that no longer
    counts; `detail` the list's own words.
    """

    row: int
    name: str = ""
    resident_id: str = ""
    raw_id: str = ""
    id_state: str = IdState.MISSING.value
    birth_date: date | None = None
    person_number: str = ""
    household_number: str = ""
    categories: tuple[str, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    active: bool = True
    risk_removed: bool = False
    risk_removed_on: date | None = None
    finished_grade_nine: bool = False
    schooling: str = ""
    town: str = ""
    village: str = ""
    relation: str = ""
    household_head: str = ""
    guardian_name: str = ""
    guardian_id: str = ""
    disability_number: str = ""
    data_date: date | None = None
    detail: str = ""
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class CheckedRecord:
    values: RecordValues
    issues: list[Issue]

    @property
    def row(self) -> int:
        return self.values.row

    @property
    def has_error(self) -> bool:
        return any(issue.severity == ERROR for issue in self.issues)

    @property
    def has_warning(self) -> bool:
        return any(issue.severity == WARNING for issue in self.issues)
