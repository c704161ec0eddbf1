"""Tests of link finding."""
