"""The floor plan is a test, not a wish (house.md 1 and 10)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("aid_portal", "students", "subsidies", "supervision")
# The roof hangs everything together, the demonstration county is made of every floor.
ROOF = {"settings.py", "urls.py", "api_urls.py", "celery.py", "wsgi.py"}
ROOF_FOLDERS = ("aid_portal/demo/",)
ROOF_COMMANDS = {"seed_demo.py", "dev.py", "doctor.py"}
ROOMS = (
    {"choices"},
    {"rules"},
    {"models"},
    {"sheets"},
    {"reports"},
    {"filters", "tables", "forms"},
    {"actions"},
    {"tasks", "management", "exports", "menu", "events", "cards"},
    {"views", "api"},
    {"urls"},
)
STOREY = {room: number for number, rooms in enumerate(ROOMS) for room in rooms}
WRITES = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
PURE = ("django.db", "django.conf", "django.utils.timezone")


def modules(*folders: str) -> list[Path]:
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts and "__pycache__" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_roof(path: Path) -> bool:
    name = name_of(path)
    in_folder = name.startswith(ROOF_FOLDERS) or (path.name in ROOF_COMMANDS and "commands" in path.parts)
    return in_folder or (path.parent == ROOT / "aid_portal" and path.name in ROOF)


def test_no_module_imports_from_a_floor_above() -> None:
    above = {floor: FLOORS[number + 1 :] for number, floor in enumerate(FLOORS)}
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in modules(*FLOORS)
        if not is_roof(path)
        for module in imports(path)
        if module.split(".")[0] in above[path.relative_to(ROOT).parts[0]]
    ]
    assert wrong == []


def test_nobody_imports_the_roof() -> None:
    roof = {f"aid_portal.{name.removesuffix('.py')}" for name in ROOF} - {"aid_portal.celery"}
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in modules(*FLOORS)
        if not is_roof(path)
        for module in imports(path)
        if module in roof or module.rpartition(".")[0] in roof
    ]
    assert wrong == []


@pytest.mark.parametrize("app", FLOORS[1:])
def test_inside_an_app_imports_go_one_way(app: str) -> None:
    wrong = []
    for path in modules(app):
        here = path.relative_to(ROOT / app).parts[0].removesuffix(".py")
        for module in imports(path):
            there = module.split(".")[1] if module.startswith(f"{app}.") else ""
            if here in STOREY and STOREY.get(there, -1) > STOREY[here]:
                wrong.append(f"{name_of(path)} imports {module}")
    assert wrong == []


def test_rules_are_pure() -> None:
    """Enumerations of Django are allowed: choices are where rules and models meet."""
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in modules(*(f"{app}/rules" for app in FLOORS))
        for module in imports(path)
        if (module.startswith(PURE) and module != "django.db.models.TextChoices")
        or ".models" in module.removeprefix("django.db.models")
    ]
    assert wrong == []


def calls(path: Path) -> Iterator[tuple[int, str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node.func.attr, node


def writes_rows(attribute: str, call: ast.Call) -> bool:
    """`update(a=1)` writes rows, `update({...})` is a dict; a verb of ours called by its module is no write of its own."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    if attribute == "update":
        return bool(call.keywords) and not call.args and not isinstance(owner, ast.Name)
    if isinstance(owner, ast.Name):
        return attribute in {"save", "delete"} and not call.args and owner.id not in {"workbook", "cache"}
    return attribute in WRITES


def test_only_actions_write() -> None:
    """`audit.record` and the ledgers of jobs and files are the ground floor's own pens, named here one by one."""
    pens = {"aid_portal/audit.py", "aid_portal/jobs.py", "aid_portal/leases.py", "aid_portal/files.py", "aid_portal/workers.py"}
    wrong = [
        f"{name_of(path)}:{line} {attribute}"
        for path in modules(*FLOORS)
        if "actions" not in path.parts and name_of(path) not in pens and not is_roof(path)
        for line, attribute, call in calls(path)
        if writes_rows(attribute, call)
    ]
    assert wrong == []


def test_every_look_begins_with_whose_eyes() -> None:
    unscoped = [
        f"{name_of(path)}:{node.lineno} objects.{node.attr}"
        for app in FLOORS
        for path in modules(f"{app}/views", f"{app}/api")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "objects"
        and node.attr not in {"visible_to", "none"}
        and path.name != "serializers.py"
    ]
    assert unscoped == []


def test_tasks_and_commands_call_actions_only() -> None:
    wrong = [
        f"{name_of(path)} imports {module}"
        for app in FLOORS
        for path in modules(app)
        if path.name == "tasks.py"
        for module in imports(path)
        if module.startswith((f"{app}.views", f"{app}.forms", f"{app}.api"))
    ]
    assert wrong == []
