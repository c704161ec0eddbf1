"""The exit codes of the command line, documented in docs/operations.md."""

from enum import IntEnum

from newscrawl.errors import (
    NewscrawlError,
    PublishError,
    SiteBusyError,
    StoreError,
)


class Exit(IntEnum):
    """How a command ended; 1 is kept for defects (a traceback)."""

    FINE = 0
    BAD_CONFIGURATION = 2
    SOME_SITES_FAILED = 3
    NOTHING_CRAWLED = 4
    STORE_UNUSABLE = 5
    OUTPUT_UNWRITABLE = 6
    SITE_BUSY = 7
    OUTPUT_REFUSED = 8
    TROUBLE_FOUND = 9
    INTERRUPTED = 130


def exit_code(error: NewscrawlError) -> Exit:
    """Return the code that an error ends the command with."""
    if isinstance(error, StoreError):
        return Exit.STORE_UNUSABLE
    if isinstance(error, PublishError):
        return Exit.OUTPUT_UNWRITABLE
    if isinstance(error, SiteBusyError):
        return Exit.SITE_BUSY
    return Exit.BAD_CONFIGURATION
