"""Service accounts with their tokens, through the verbs of the two administrators."""

from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from aid_portal.actions import api_tokens, users
from aid_portal.choices import Role
from aid_portal.models import ApiToken, OrgUnit, User
from aid_portal.permissions import Permission
from tests.factories.portal import a_person, a_role, the_bureau


def an_administrator(username: str, role: Role) -> User:
    return User.objects.filter(username=username).first() or a_person(username, username, role, the_bureau())


def a_service(username: str, role: Role, unit: OrgUnit) -> User:
    service = users.create_service(username=username, name=f"{username}系统", by=an_administrator("tichu", Role.SYSTEM_ADMIN))
    a_role(service, role, unit)
    return service


def a_proposal(service: User, *scopes: Permission, name: str = "", days: int = 90) -> ApiToken:
    until, by = timezone.localdate() + timedelta(days=days), an_administrator("tichu", Role.SYSTEM_ADMIN)
    return api_tokens.propose(user=service, name=name or f"{service.username}推送", scopes=scopes, expires_on=until, by=by)


@dataclass(frozen=True)
class Issued:
    token: ApiToken
    secret: str

    def client(self) -> Client:
        return Client(headers={"Authorization": f"Bearer {self.secret}"})


def issued(service: User, *scopes: Permission, name: str = "", days: int = 90) -> Issued:
    proposal = a_proposal(service, *scopes, name=name, days=days)
    return Issued(*api_tokens.issue(token=proposal, by=an_administrator("qianfa", Role.SECURITY_ADMIN)))
