#!/usr/bin/env python3
"""Django's entry; makes sure of a database and a broker before anything reads the settings."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aid_portal.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from aid_portal import embedded

    try:
        embedded.ensure()
        execute_from_command_line(sys.argv)
    except (embedded.ServerUnavailable, ImproperlyConfigured) as reason:
        sys.exit(str(reason))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
