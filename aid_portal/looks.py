"""How a status looks: one word, one tone and one icon, whichever floor the word comes from."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Look:
    """A badge: never by colour alone, hence the icon; the label comes with the value."""

    tone: str  # neutral info success warning danger special
    icon: str


UNKNOWN = Look("neutral", "circle")

# Words, not enums: a status word means the same everywhere, and the ground floor need not know who uses it.
_LOOKS = {
    "neutral dash-circle": "discarded cancelled superseded rejected withdrawn undone unchanged revoked used expired NO_PROGRAMME "
    "declined struck_off voided dropped not_applicable NOT_ENROLLED closed inactive graduated transferred_out waived written_off",
    "neutral clock": "waiting unsigned queued draft received PRESCHOOL",
    "info play-circle": "running delivered handling",
    "info send": "submitted proposed registered confirmed reviewed sent released exported issued replied reported",
    "info info-circle": "hint preschool enrolled changed altered checked new_facts",
    "info key": "service",
    "success check-circle": "live done accepted approved granted verified merged valid active OK unlocked_ok ok new gained "
    "ready paid booked signed published selected back present willing",
    "special geo-alt": "ELSEWHERE",
    "special link-45deg": "special",
    "warning exclamation-triangle": "warning held tier_low needs_determination missing numeric suspended assumed objected "
    "partly_paid overdue suspected contact",
    "warning hourglass-split": "open cancelling REVIEW pending read prepared",
    "danger x-circle": "failed refused error malformed lost invalid returned",
    "danger shield-exclamation": "SUSPECT double_enrolment critical dropout cased",
    "neutral lock": "locked",
    "neutral person-x": "deceased dropped_out left",
}
LOOKS: dict[str, Look] = {word: Look(*look.split()) for look, words in _LOOKS.items() for word in words.split()}


def register_looks(looks: dict[str, Look]) -> None:
    """For an app whose words are not in the table; registering another look for a known word is refused."""
    clash = {word for word, look in looks.items() if LOOKS.get(word, look) != look}
    if clash:
        raise ValueError(f"these words have a look already: {sorted(clash)}")
    LOOKS.update(looks)


def look_of(value: str | None) -> Look:
    return LOOKS.get(str(value), UNKNOWN)


def label_in(choices: list[tuple[str, str | Promise]], value: str) -> str:
    return str(dict(choices).get(value, value))
