"""Who runs a wedding: inviting, joining, changing roles, leaving. There is always an owner."""

import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from handfast.accounts.models import User
from handfast.mail import outbox
from handfast.weddings.models import Host, Invitation, Wedding


class LastOwner(Exception):
    """The wedding would be left without an owner."""


class NoLongerOpen(Exception):
    """The invitation was used, withdrawn, or is too old."""


@transaction.atomic
def invite(wedding: Wedding, *, by: User, email: str, role: str) -> Invitation:
    """Writes a letter to `email` with a link that makes its reader a host of `wedding`; 14 days, once.

    An invitation of the same e-mail that is still open is replaced: its link is no longer good.
    """
    _locked(wedding)
    wedding.host_invitations.filter(email__iexact=email, accepted_at=None).delete()
    secret = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        wedding=wedding, email=email.lower(), role=role, secret_hash=_hash(secret), invited_by=by
    )
    link = settings.SITE_URL + reverse("weddings:join", kwargs={"slug": wedding.slug, "secret": secret})
    outbox.write(
        wedding.mailbox,
        key=f"host invitation {invitation.pk}",
        to=invitation.email,
        subject=_("Help %(title)s run their wedding’s site") % {"title": wedding.title},
        template="weddings/letters/invitation",
        context={"wedding": wedding, "invitation": invitation, "inviter": by.first_name or by.email, "link": link},
    )
    return invitation


def find(wedding: Wedding, secret: str) -> Invitation:
    """The open invitation that the link with `secret` belongs to. Raises NoLongerOpen."""
    invitation = wedding.host_invitations.select_related("invited_by").filter(secret_hash=_hash(secret)).first()
    if invitation is None or not invitation.is_open:
        raise NoLongerOpen
    return invitation


@transaction.atomic
def accept(invitation: Invitation, user: User) -> Host:
    """Makes `user` a host; one who is a host already keeps the higher role. Raises NoLongerOpen, also for the second
    of two who follow the link at once."""
    _locked(invitation.wedding)
    used = Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(accepted_at=timezone.now())
    if not used:
        raise NoLongerOpen
    host, _new = Host.objects.get_or_create(wedding=invitation.wedding, user=user, defaults={"role": invitation.role})
    if invitation.role == Host.Role.OWNER and not host.is_owner:
        host.role = Host.Role.OWNER
        host.save(update_fields=["role"])
    return host


@transaction.atomic
def change_role(wedding: Wedding, host: Host, role: str) -> None:
    """Gives `host` another role. Raises LastOwner."""
    _locked(wedding)
    if role != Host.Role.OWNER:
        _keep_an_owner(wedding, without=host)
    wedding.hosts.filter(pk=host.pk).update(role=role)


@transaction.atomic
def remove(wedding: Wedding, host: Host) -> None:
    """Takes `host` off the wedding, at once; their sign-in stays theirs. Raises LastOwner."""
    _locked(wedding)
    _keep_an_owner(wedding, without=host)
    wedding.hosts.filter(pk=host.pk).delete()


def _locked(wedding: Wedding) -> None:
    """Lets one change of a wedding's people happen at a time, so that two owners cannot both be the last to leave."""
    Wedding.objects.select_for_update().get(pk=wedding.pk)


def _keep_an_owner(wedding: Wedding, without: Host) -> None:
    if not wedding.hosts.filter(role=Host.Role.OWNER).exclude(pk=without.pk).exists():
        raise LastOwner


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
