"""Tests of the pages' names."""
