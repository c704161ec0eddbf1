"""Tests of newscrawl.worker."""
