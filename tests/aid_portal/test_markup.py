"""Words written into HTML are escaped as Django would."""

import pytest
from django.utils.html import escape
from django.utils.translation import gettext_lazy

from aid_portal.markup import escaped


@pytest.mark.parametrize("value", ["<b>&\"'", gettext_lazy("学生 & 学校"), 12, None])
def test_words_are_escaped_as_django_would(value):
    assert escaped(value) == escape(value)
