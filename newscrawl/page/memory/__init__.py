"""What a site's pages have in common, and reading a page by it."""
