"""The ground floor's resource of deeds that must not happen twice, under the name by which this floor has known it."""

from aid_portal.api.once import OnceResource

__all__ = ["OnceResource"]
