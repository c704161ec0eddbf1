"""Plain facts of a page: language, tags, rights, addresses, further pages."""
