"""People, units, audit, files and jobs: what every app stands on."""

from aid_portal.models.api_tokens import ApiToken
from aid_portal.models.audit_events import AuditEvent
from aid_portal.models.holidays import Holiday
from aid_portal.models.idempotent_answers import IdempotentAnswer
from aid_portal.models.job_runs import JobChunk, JobRun
from aid_portal.models.org_units import OrgUnit
from aid_portal.models.role_assignments import RoleAssignment
from aid_portal.models.saved_searches import SavedSearch
from aid_portal.models.stored_files import StoredFile
from aid_portal.models.unmask_requests import UnmaskRequest
from aid_portal.models.users import User

__all__ = [
    "ApiToken",
    "AuditEvent",
    "Holiday",
    "IdempotentAnswer",
    "JobChunk",
    "JobRun",
    "OrgUnit",
    "RoleAssignment",
    "SavedSearch",
    "StoredFile",
    "UnmaskRequest",
    "User",
]
