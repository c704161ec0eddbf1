"""Tests of newscrawl.schedule."""
