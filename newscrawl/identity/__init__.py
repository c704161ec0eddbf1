"""Identity: which addresses are one, which article this is, what changed in it."""

from newscrawl.identity.address import address_keys, canonical_url, resolve
from newscrawl.identity.article import addresses, identify
from newscrawl.identity.change import Change, Op, reconcile
from newscrawl.identity.order import sort_key

__all__ = [
    "Change",
    "Op",
    "address_keys",
    "addresses",
    "canonical_url",
    "identify",
    "reconcile",
    "resolve",
    "sort_key",
]
