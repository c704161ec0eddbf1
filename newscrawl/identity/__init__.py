"""Identity: which addresses are one, which article this is, what changed in it."""

from newscrawl.identity.address import address_keys, canonical_url, resolve
from newscrawl.identity.article import addresses, disown, every_address, identify
from newscrawl.identity.change import (
    Change,
    Op,
    merge,
    part,
    reconcile,
    revise,
    unlink,
    withdraw,
)
from newscrawl.identity.diff import readable_diff
from newscrawl.identity.order import sort_key
from newscrawl.identity.resemblance import tell_alike

__all__ = [
    "Change",
    "Op",
    "address_keys",
    "addresses",
    "canonical_url",
    "disown",
    "every_address",
    "identify",
    "merge",
    "part",
    "readable_diff",
    "reconcile",
    "resolve",
    "revise",
    "sort_key",
    "tell_alike",
    "unlink",
    "withdraw",
]
