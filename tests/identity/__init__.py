"""Tests of newscrawl.identity."""
