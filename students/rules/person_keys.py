"""Who a row of a department's list speaks of: equal keys are the same person, whichever release or proof says so."""

from datetime import date


def key_of_id(resident_id: str) -> str:
    return f"id:{resident_id}"


def person_key(resident_id: str, person_number: str, raw_id: str, name_key: str, birth_date: date | None) -> str:
    """The valid id, else the person number, else what stands there together with name and birth."""
    if resident_id:
        return key_of_id(resident_id)
    if person_number:
        return f"number:{person_number}"
    return f"text:{raw_id}|{name_key}|{birth_date or ''}"
