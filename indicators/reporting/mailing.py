"""One mail a person a day: what was told today, with links.

It is claimed before it is sent: two runs at once, or one that was killed, send nobody two. Only
where the server certainly did not take it the claim is given up and the next run tries again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from socket import gaierror

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.console import EmailBackend as ConsoleBackend
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.reporting.calendar import day_of
from regions.models import Notice, User

Read = Callable[[User, datetime], list[Notice]]
"""What there is to say to somebody at a moment."""
NOT_TAKEN = (
    ConnectionRefusedError,
    gaierror,
    SMTPResponseException,  # also SMTPSenderRefused, SMTPDataError, SMTPConnectError
    SMTPRecipientsRefused,
    ValueError,
)
"""The server was not reached, or said no. After a lost connection nobody knows: no second mail."""


def send(user: User, read: Read, at: datetime) -> int:
    """1 if it went out, 0 if the person has had today's, or there is nothing to say.

    Raises OSError if the server is not there, refuses it or falls silent, ValueError if the
    address is none.
    """
    notices = claimed(user, read, at)
    if not notices:
        return 0
    try:
        message(user, notices).send()
    except NOT_TAKEN:
        Notice.objects.filter(pk__in=[one.pk for one in notices]).update(mailed_at=None)
        raise
    return 1


def claimed(user: User, read: Read, at: datetime) -> list[Notice]:
    """What this run mails the person; nothing if another run has had today's.

    Nobody is told anything between the reading and the mark (`tell` holds the person too), so
    that what the mail does not say is never taken for mailed.
    """
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if Notice.objects.filter(user=user, mailed_at__date=day_of(at)).exists():
            return []
        notices = read(user, at)
        told = Notice.objects.filter(pk__in=[one.pk for one in notices])
        told.update(mailed_at=Greatest("told_at", Value(at)))
        return notices


def message(user: User, notices: Sequence[Notice]) -> EmailMessage:
    """In the installation's language; a demonstration says that it is one."""
    many = len(notices)
    subject = ngettext("%(n)s thing waits for you", "%(n)s things wait for you", many) % {"n": many}
    lines = [_("%(name)s, today:") % {"name": user.name}, ""]
    lines += [line for notice in notices for line in (f"· {notice.text}", *link(notice))]
    if user.demonstration:
        mark = _("Demonstration: all figures are invented.")
        subject, lines = f"【{mark}】{subject}", [*lines, "", mark]
    connection = get_connection()
    if type(connection) is ConsoleBackend:  # what a command prints on stdout is its own
        connection.stream = sys.stderr
    return EmailMessage(subject, "\n".join(lines), to=[user.email], connection=connection)


def link(notice: Notice) -> list[str]:
    """An address of our own, where the installation knows its own name."""
    return [f"  {settings.BASE_URL}{notice.link}"] if settings.BASE_URL and notice.link else []
