"""Sites and their rules: the model of a pack, its checks, and the loader."""

from newscrawl.sites.loader import load_sites
from newscrawl.sites.site import ArticleRules, Family, Listing, ListingRules, Site

__all__ = [
    "ArticleRules",
    "Family",
    "Listing",
    "ListingRules",
    "Site",
    "load_sites",
]
