"""Whether this installation holds invented figures; whatever leaves it then says so."""

from regions.models import User

PREFIX = "演示_"
HEADER = "X-Minzheng-Demonstration"


def is_demonstration() -> bool:
    """Accounts of the demonstration exist only where its invented figures are."""
    return User.objects.filter(demonstration=True).exists()
