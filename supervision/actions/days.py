"""When something is done: today, unless a day is named, as when a year is entered afterwards."""

from datetime import date, datetime, time

from django.utils import timezone


def day_of(on: date | None) -> date:
    return on or timezone.localdate()


def moment(on: date | None) -> datetime:
    """Now; of another day its noon."""
    if on is None or on == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on, time(12)))
