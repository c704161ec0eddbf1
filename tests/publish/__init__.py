"""Tests of newscrawl.publish."""
