"""Sizes, language and docstrings of the code (house.md 3, 4 and 6)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tests.house.test_floor_plan import FLOORS, modules, name_of

MOST_LINES, MOST_LINES_OF_A_FUNCTION = 250, 30
CJK = re.compile(r"[\u4e00-\u9fff]")
# More is allowed once, with a reason.
LONGER = {
    "aid_portal/settings.py": 275,  # one file for all settings is the rule of the house
    "subsidies/models/checks.py": 275,  # the tables of one run are read together
}
# Plain data of spreadsheets, rules and made-up people; logs of the console for whoever installs the portal.
EXEMPT = ("/rules/", "/sheets/", "sheets_", "/sandbox/", "/demo/", "/management/", "/embedded/", "/migrations/")
EXEMPT_FILES = {
    *("aid_portal/production.py", "aid_portal/settings.py", "aid_portal/pinyin.py", "aid_portal/identifiers.py"),
    *("aid_portal/diagnosis.py", "aid_portal/keyring.py", "aid_portal/reading.py", "aid_portal/terms.py"),
    "aid_portal/xlsx_parts.py",
}
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_file_is_longer_than_a_reader_bears() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*FLOORS)}
    assert {name: length for name, length in lengths.items() if length > LONGER.get(name, MOST_LINES)} == {}


def length_of(function: ast.FunctionDef) -> int:
    """Lines without the docstring: saying more about a function must not cost it its body."""
    words = function.body[0] if ast.get_docstring(function) else None
    return function.end_lineno - function.lineno + 1 - (words.end_lineno - words.lineno + 1 if words else 0)


def test_no_function_is_longer_than_a_screen() -> None:
    long_ones = {
        f"{name_of(path)}:{node.name}": length_of(node)
        for path in modules(*FLOORS)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and length_of(node) > MOST_LINES_OF_A_FUNCTION
    }
    assert long_ones == {}


def test_no_room_for_odds_and_ends() -> None:
    assert [name_of(path) for path in modules(*FLOORS) if path.name in FORBIDDEN_NAMES] == []


def test_every_module_says_in_one_sentence_what_it_is() -> None:
    silent = [name_of(path) for path in modules(*FLOORS) if path.stat().st_size and not ast.get_docstring(tree_of(path))]
    assert silent == []


def strings_outside_gettext(tree: ast.Module) -> Iterator[tuple[int, str]]:
    inside = {id(part) for call in calls_of(tree, words_of_gettext(tree)) for part in ast.walk(call)}
    inside |= {id(part) for part in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside and CJK.search(node.value):
            yield node.lineno, node.value


def words_of_gettext(tree: ast.Module) -> set[str]:
    """The names under which this module has imported gettext; `Issue` takes a heading, and headings are data."""
    brought = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation")
    return {alias.asname or alias.name for node in brought for alias in node.names} | {"Issue"}


def calls_of(tree: ast.Module, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def _docstrings(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            yield body[0].value


def test_every_chinese_word_a_person_reads_goes_through_gettext() -> None:
    wrong = [
        f"{name_of(path)}:{line} {text[:30]}"
        for path in modules(*FLOORS)
        if not any(part in name_of(path) for part in EXEMPT) and name_of(path) not in EXEMPT_FILES
        for line, text in strings_outside_gettext(tree_of(path))
    ]
    assert wrong == []


def test_no_sentence_is_an_f_string_inside_gettext() -> None:
    """A catalogue could never hold it: the words would change with the values."""
    wrong = [
        f"{name_of(path)}:{call.lineno}"
        for path in modules(*FLOORS)
        for call in calls_of(tree_of(path), words_of_gettext(tree_of(path)))
        if call.args and isinstance(call.args[0], ast.JoinedStr)
    ]
    assert wrong == []


def test_constraints_are_sentences_that_begin_with_their_thing() -> None:
    wrong = [
        constraint.name
        for app in FLOORS
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
        if constraint.name.partition("_")[0] not in model._meta.model_name or constraint.name.count("_") < 2
    ]
    assert wrong == []
