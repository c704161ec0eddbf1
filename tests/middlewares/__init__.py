"""Tests of the middlewares."""
