"""Forms of deeds that must not happen twice, under the name that the forms of this floor know."""

from aid_portal.forms.once import KeyField, OnceForm, OnceNoteForm

__all__ = ["KeyField", "OnceForm", "OnceNoteForm"]
