"""Tests of newscrawl.archive."""
