"""What people were told and mailed, as the tests of reminders ask it."""

from datetime import timedelta

from django.core import mail

from regions.models import Notice, User

DAY = timedelta(days=1)
DUE = 5  # days from noon to the due day of 2018Q3


def give_addresses():
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"{user.username}@example.cn")


def told(username, **which):
    """Kind and text of the person's notices, the first written on top."""
    rows = Notice.objects.filter(user__username=username, **which)
    return [(n.kind, n.text) for n in rows.order_by("id")]


def kinds(username, **which):
    return [kind for kind, _text in told(username, **which)]


def unread(username):
    """Kinds of what still asks to be read."""
    rows = Notice.objects.unread().filter(user__username=username)
    return [notice.kind for notice in rows.order_by("id")]


def mailed():
    return sorted(address for message in mail.outbox for address in message.to)


def mails_to(username):
    """The bodies, in the order in which they went out."""
    return [m.body for m in mail.outbox if m.to == [f"{username}@example.cn"]]
