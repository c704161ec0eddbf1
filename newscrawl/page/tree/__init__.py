"""The tree of a page walked once: text blocks, boxes, and what markup says of them."""
