"""Tests of newscrawl.store."""
