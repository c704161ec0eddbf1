"""How a site is: values in, a verdict with its reason out; the clock is an argument."""

from newscrawl.status.alarms import Alarm, Notice, Raised, notices
from newscrawl.status.baseline import expected, expected_since, fill_rates
from newscrawl.status.figures import (
    FIELDS,
    Day,
    Mark,
    SiteFigures,
    SourceFigures,
    day_of,
    went_well,
)
from newscrawl.status.openmetrics import OPENMETRICS_TYPE, openmetrics
from newscrawl.status.verdict import State, Verdict, judge

__all__ = [
    "FIELDS",
    "OPENMETRICS_TYPE",
    "Alarm",
    "Day",
    "Mark",
    "Notice",
    "Raised",
    "SiteFigures",
    "SourceFigures",
    "State",
    "Verdict",
    "day_of",
    "expected",
    "expected_since",
    "fill_rates",
    "judge",
    "notices",
    "openmetrics",
    "went_well",
]
