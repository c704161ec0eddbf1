"""Tests of the pages' pictures."""
