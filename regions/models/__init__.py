"""Places, people and the audit trail."""

from regions.models.audit import AuditEvent
from regions.models.membership import Membership, Role
from regions.models.notice import Notice
from regions.models.password import PasswordHistory
from regions.models.region import Kind, Level, Region, RegionName
from regions.models.user import User
from regions.models.zone import Zone

__all__ = [
    "AuditEvent",
    "Kind",
    "Level",
    "Membership",
    "Notice",
    "PasswordHistory",
    "Region",
    "RegionName",
    "Role",
    "User",
    "Zone",
]
