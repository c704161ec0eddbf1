"""Tests of newscrawl.status."""
