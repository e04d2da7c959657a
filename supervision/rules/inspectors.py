"""How often a responsible inspector (责任督学) comes to each school: at least twice a term (domain.md 8.3)."""

VISITS_A_TERM = 2


def owed(visits: int) -> int:
    return max(0, VISITS_A_TERM - visits)
