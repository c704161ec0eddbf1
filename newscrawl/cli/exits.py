"""The exit codes of the command line, documented in docs/operations.md."""

from enum import IntEnum


class Exit(IntEnum):
    """How a command ended; 1 is kept for defects (a traceback)."""

    FINE = 0
    BAD_CONFIGURATION = 2
    SOME_SITES_FAILED = 3
    NOTHING_CRAWLED = 4
    STORE_UNUSABLE = 5
    OUTPUT_UNWRITABLE = 6
    OUTPUT_REFUSED = 7
    INTERRUPTED = 130
