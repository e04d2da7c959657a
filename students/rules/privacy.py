"""Which wording of the privacy notice (templates/public/privacy.html) is in force; another wording takes another version."""

VERSION = "2026-11"
