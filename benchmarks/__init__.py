"""The measures of newscrawl; results.md holds what they gave."""
