"""Who stands behind an article: authors, editor, agency."""
