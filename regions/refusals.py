"""Why a verb refuses. Each kind has the HTTP status by which a page answers."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason, at its cell where it has one: codes of region and measure, place in a file."""

    code: str
    message: str
    region: str = ""
    measure: str = ""
    place: str = ""


class Refused(Exception):  # noqa: N818  a refusal is no error of the program
    """A verb was refused and nothing was written; `problems` are all the reasons at once."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "refused"

    def __init__(self, *reasons: str | StrPromise | Problem) -> None:
        self.problems: list[Problem] = [
            reason if isinstance(reason, Problem) else Problem(self.code, str(reason))
            for reason in reasons
        ]
        super().__init__("\n".join(problem.message for problem in self.problems))


class Unknown(Refused):
    """No such account, period, region, report, or none that the person may see."""

    status = 404
    code = "unknown"


class Unreadable(Refused):
    """The address asks for something that cannot be: a day that is none, or has not come."""

    status = 400
    code = "unreadable"


class Forbidden(Refused):
    """One sees it but may not do that."""

    status = 403
    code = "forbidden"


class Invalid(Refused):
    """What was given is not a value that may stand there."""

    code = "invalid"


class Conflict(Refused):
    """The wrong state, or not what the caller saw."""

    status = 409
    code = "conflict"


class NoRoom(Refused):
    """A disk is full: of a file nothing was kept."""

    code = "no_room"
    errors: ClassVar[frozenset[int]] = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})

    def __init__(self) -> None:
        super().__init__(_("The server has no room left for files; tell the administrator."))

    @classmethod
    def is_why(cls, error: BaseException) -> bool:
        return isinstance(error, OSError) and error.errno in cls.errors
