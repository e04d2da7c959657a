"""The policy in force, the runs of the check and what they decided."""

from subsidies.models.changes import RunChange
from subsidies.models.checks import Decision, DecisionCase, DryChange, EligibilityRun
from subsidies.models.findings import Finding, Whereabouts
from subsidies.models.policies import PolicyRevision, PolicyVersion, Programme

__all__ = [
    "Decision",
    "DecisionCase",
    "DryChange",
    "EligibilityRun",
    "Finding",
    "PolicyRevision",
    "PolicyVersion",
    "Programme",
    "RunChange",
    "Whereabouts",
]
