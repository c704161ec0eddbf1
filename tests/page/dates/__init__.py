"""Tests of the pages' dates."""
