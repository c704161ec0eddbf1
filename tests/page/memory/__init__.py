"""Tests of the pages' memory."""
