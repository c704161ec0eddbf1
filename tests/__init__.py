"""The tests of newscrawl."""
