"""Tests of newscrawl.serve."""
