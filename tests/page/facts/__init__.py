"""Tests of the pages' facts."""
