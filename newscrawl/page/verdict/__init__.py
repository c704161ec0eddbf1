"""Whether a page is an article, and how much of one."""
