"""Dates as people and machines write them, and as the record states them."""

from newscrawl.dates.labels import Kind, read_label
from newscrawl.dates.machine import read_machine
from newscrawl.dates.relative import read_relative
from newscrawl.dates.stamp import Stamp
from newscrawl.dates.statement import state
from newscrawl.dates.text import read_stamps

__all__ = [
    "Kind",
    "Stamp",
    "read_label",
    "read_machine",
    "read_relative",
    "read_stamps",
    "state",
]
