"""A form field as a page shows it, in one string: a list page has nearly twenty, and a template each costs more than its rows."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django_filters import fields as filter_fields

from aid_portal.columns import icon_html

# Fields that show their label, their choices and what is chosen, and nothing that is looked up while they are drawn.
PLAIN = frozenset({forms.CharField, forms.ChoiceField, forms.DateField, forms.DecimalField, filter_fields.ChoiceField})
MOST_DRAWN = 4_096
_drawn: dict[tuple[Any, ...], SafeString] = {}  # by all that they show

CHECK, *GROUPS = ("checkbox", "radioselect", "checkboxselectmultiple")


def field_html(bound: BoundField, css: str = "") -> SafeString:
    """Label, control, help and errors; what must be filled in says so in words. Several boxes are a fieldset with a legend."""
    css = css or getattr(bound.field, "css", "")
    known = _content(bound, css)
    if known is None:
        return _field_html(bound, css)
    if known not in _drawn:
        if len(_drawn) >= MOST_DRAWN:
            _drawn.clear()
        _drawn[known] = _field_html(bound, css)
    return _drawn[known]


def _content(bound: BoundField, css: str) -> tuple[Any, ...] | None:
    """All that a condition of a list shows, so that it is drawn once; None where somebody has typed or got something wrong."""
    field = bound.field
    if not getattr(bound.form, "of_a_list", False) or type(field) not in PLAIN or bound.errors:
        return None
    value, choices = bound.value() or "", tuple((str(key), str(label)) for key, label in getattr(field, "choices", ()))
    if value and value not in [key for key, _label in choices]:
        return None
    words = str(bound.label), str(bound.help_text), field.required, field.disabled
    return type(field.widget), *field.widget.attrs.items(), bound.html_name, bound.auto_id, *words, css, value, choices


def _field_html(bound: BoundField, css: str) -> SafeString:
    _dress(bound)
    if bound.is_hidden:
        return bound.as_widget()
    kind = bound.widget_type
    classes = filter(None, ("field", f"field-{kind}", "form-check" * (kind == CHECK), css))
    outside, attributes = ("fieldset", _described_by(bound)) if kind in GROUPS else ("div", "")
    inside = f"{_control(bound, kind)}{_help(bound)}{_errors(bound)}"
    html = f'<{outside} class="{conditional_escape(" ".join(classes))}"{attributes}>{inside}</{outside}>'
    return mark_safe(html)  # noqa: S308 every part is escaped


def _dress(bound: BoundField) -> None:
    """The classes of the control, on the form's own copy of the widget: the boxes of a group take them from there."""
    attrs, kind = bound.field.widget.attrs, bound.widget_type
    look = "form-check-input" if kind in (CHECK, *GROUPS) else "form-select" if "select" in kind else "form-control"
    wanted = f"{attrs.get('class', '')} {look} {'is-invalid' if bound.errors else ''}"
    attrs["class"] = " ".join(dict.fromkeys(wanted.split()))


def _control(bound: BoundField, kind: str) -> str:
    words = conditional_escape(bound.label)
    if bound.field.required:
        words += f'<span class="required">{_("必填")}</span>'
    if kind in GROUPS:
        return f'<legend>{words}</legend><div class="options">{"".join(map(_option, bound))}</div>'
    label = f'<label for="{conditional_escape(bound.id_for_label)}">{words}</label>'
    return f"{bound}{label}" if kind == CHECK else f"{label}{bound}"


def _option(option: BoundWidget) -> str:
    return f'<label class="option">{option.tag()}<span>{conditional_escape(option.choice_label)}</span></label>'


def _described_by(bound: BoundField) -> str:
    return f' aria-describedby="{conditional_escape(bound.aria_describedby)}"' if bound.aria_describedby else ""


def _help(bound: BoundField) -> str:
    text = bound.help_text
    return f'<p class="help" id="{bound.auto_id}_helptext">{conditional_escape(text)}</p>' if text else ""


def _errors(bound: BoundField) -> str:
    if not bound.errors:
        return ""
    said = "".join(f"<p>{icon_html('exclamation-circle')}{conditional_escape(error)}</p>" for error in bound.errors)
    return f'<div class="field-error" id="{bound.auto_id}_error">{said}</div>'
