"""Tests of reading article pages."""
