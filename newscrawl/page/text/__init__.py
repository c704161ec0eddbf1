"""The article's text: the blocks that are it, judged and composed into a body."""
