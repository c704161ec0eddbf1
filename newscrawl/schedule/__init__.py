"""What is due: pure rules over instants; the clock is always an argument."""

from newscrawl.schedule.losses import is_gone, is_sites_fault, second_look
from newscrawl.schedule.pace import Pace, after_failure, after_look, retry_at
from newscrawl.schedule.rest import rest
from newscrawl.schedule.visits import (
    CLOCK_SLACK,
    is_due,
    is_newer,
    next_visit,
)

__all__ = [
    "CLOCK_SLACK",
    "Pace",
    "after_failure",
    "after_look",
    "is_due",
    "is_gone",
    "is_newer",
    "is_sites_fault",
    "next_visit",
    "rest",
    "retry_at",
    "second_look",
]
