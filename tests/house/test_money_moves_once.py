"""Whatever moves money takes a key: a second click is the first one again (reliability.md R7)."""

import ast

from tests.house.test_floor_plan import modules

# These show or hand out a document, or move no money; a release asks for the password first and takes the key for the deed.
WITHOUT_A_KEY = {
    "adjustments.evidence", "bank_files.file_download", "bank_files.file_pack", "entitlements.evidence", "layouts.layout_preview",
    "papers.payment_request", "papers.payment_roster", "papers.public_list", "papers.returned_payments",
    "batch_deeds.release", "list_notices.post", "staff_accounts.staff_account_remove",
}  # fmt: skip
MONEY = ("ENTITLEMENT_", "BATCH_", "BANK_", "BUDGET_", "CARD_", "QUOTA_", "RECOVERY_", "PAYMENT_", "COUNTERSIGN")


def deeds() -> dict[str, set[str]]:
    """By name the decorators of each view of a permission over money that reads what was posted."""
    found = {}
    for path in modules("subsidies"):
        if path.parent.name != "views":
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and ("request.POST" in ast.unparse(node) or "require_POST" in ast.unparse(node)):
                marks = {ast.unparse(mark) for mark in node.decorator_list}
                if any(f"Permission.{word}" in mark for mark in marks for word in MONEY):
                    found[f"{path.stem}.{node.name}"] = marks
    return found


def test_every_deed_over_money_takes_a_key() -> None:
    found = deeds()
    assert {name for name, marks in found.items() if "idempotent" not in marks} == WITHOUT_A_KEY
    assert len(found) > 40
