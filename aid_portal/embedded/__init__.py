"""PostgreSQL and a broker from wheels, for machines that have none."""


def ensure() -> None:
    pass
