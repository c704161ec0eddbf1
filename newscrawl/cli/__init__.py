"""The command line: one module a verb."""

from newscrawl.cli.main import main

__all__ = ["main"]
