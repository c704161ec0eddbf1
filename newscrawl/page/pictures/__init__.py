"""The photos of a page with captions and credits, and which are the article's."""
