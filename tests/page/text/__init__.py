"""Tests of the pages' text."""
