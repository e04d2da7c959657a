"""How the words of the grievance desk are sealed: the one place that knows to which row an envelope is bound."""

from typing import TYPE_CHECKING

from aid_portal import crypto

if TYPE_CHECKING:
    from supervision.models import DataChange, Grievance, GrievanceStep

Sealed = dict[str, str]


def grievance_aad(key: object) -> str:
    return f"grievance|{key}"


def step_aad(key: object) -> str:
    return f"grievance-step|{key}"


def change_aad(key: object) -> str:
    return f"data-change|{key}"


def open_grievance(grievance: "Grievance") -> Sealed:
    """text, reporter, phone, wanted: what came in."""
    return crypto.unseal(grievance.sealed, grievance_aad(grievance.key))


def open_step(step: "GrievanceStep") -> str:
    """The words of a step."""
    return crypto.unseal(step.sealed, step_aad(step.key))["text"]


def open_change(change: "DataChange") -> Sealed:
    """value; of an account also bank_name, holder, payee."""
    return crypto.unseal(change.sealed, change_aad(change.key))
