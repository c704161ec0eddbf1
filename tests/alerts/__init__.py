"""Tests of newscrawl.alerts."""
