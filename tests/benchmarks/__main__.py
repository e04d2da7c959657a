"""`python -m tests.benchmarks [--rounds 3] [--rows 50000] [--children 100000 1000000] [WORKLOAD …]`: one table of ratios."""

import argparse
import logging
import os
import platform

WORKLOADS = ("rosters", "checks", "exports", "pages", "payments", "warnings", "public")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workloads", nargs="*", choices=[*WORKLOADS, []], default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=50_000, help="rows of the roster")
    parser.add_argument("--children", type=int, nargs="+", default=[100_000, 1_000_000], help="sizes of the check")
    parser.add_argument("--exported", type=int, default=100_000, help="rows of the export")
    parser.add_argument("--listed", type=int, default=1_000_000, help="rows of the lists")
    parser.add_argument("--payments", type=int, default=26_640, help="rows of the batch")
    parser.add_argument("--monitored", type=int, default=300_000, help="rows of each of two lists")
    options = parser.parse_args()

    from tests.benchmarks.database import own_database

    with own_database() as home:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aid_portal.settings")
        import django

        django.setup()
        _measure(options, home)


def _measure(options: argparse.Namespace, home) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from tests.benchmarks import checks, exports, pages, payments, public, rosters, table, warnings

    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)
    modules = {
        "rosters": rosters, "checks": checks, "exports": exports, "pages": pages, "payments": payments, "warnings": warnings,
        "public": public,
    }  # fmt: skip
    lines = []
    for name in options.workloads or WORKLOADS:
        print(f"{name} …", flush=True)
        lines += modules[name].measure(options, home, lambda words: print(words, flush=True))
    connection.close()
    print(f"\n{timezone.localdate()}, {os.cpu_count()} cores, Python {platform.python_version()}, median of {options.rounds}\n")
    print(table.printed(lines))


if __name__ == "__main__":
    main()
