"""Tests of the pages' tree."""
