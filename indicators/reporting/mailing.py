"""One mail a person a day: what was told today, with links.

It is claimed before it is sent: two runs at once, or one that was killed, send nobody two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.models import Notice, User


def send(user: User, notices: Sequence[Notice], at: datetime) -> int:
    """1 if it went out, 0 if the person has had today's. Raises OSError if it cannot be sent."""
    if not claimed(user, notices, at):
        return 0
    try:
        message(user, notices).send()
    except OSError:
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=None)
        raise
    return 1


def claimed(user: User, notices: Sequence[Notice], at: datetime) -> bool:
    """Whether this run is the one that mails the person today."""
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        today = Notice.objects.filter(user=user, day=notices[0].day)
        if today.exclude(mailed_at=None).exists():
            return False
        return today.filter(pk__in=[one.pk for one in notices]).update(mailed_at=at) > 0


def message(user: User, notices: Sequence[Notice]) -> EmailMessage:
    """In the installation's language; a demonstration says that it is one."""
    many = len(notices)
    subject = ngettext("%(n)s thing waits for you", "%(n)s things wait for you", many) % {"n": many}
    lines = [_("%(name)s, today:") % {"name": user.name}, ""]
    lines += [line for notice in notices for line in (f"· {notice.text}", *link(notice))]
    if user.demonstration:
        mark = _("Demonstration: all figures are invented.")
        subject, lines = f"【{mark}】{subject}", [*lines, "", mark]
    return EmailMessage(subject, "\n".join(lines), to=[user.email])


def link(notice: Notice) -> list[str]:
    """An address of our own, where the installation knows its own name."""
    return [f"  {settings.BASE_URL}{notice.link}"] if settings.BASE_URL and notice.link else []
