"""Tests of the pages' verdict."""
