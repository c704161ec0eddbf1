"""Tests of the pages' heads."""
