"""The addresses of a picture's element, and which photo an address names.

An address is the best of `srcset`, else what a lazy loader's attributes say, else
`src`; a `picture`'s sources come after its `img`. The same photo is served in many
sizes: `photo_key` is what its addresses have in common, mostly the file's name without
its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin

from newscrawl.markup import Element

_IMAGES = ("img", "amp-img", "image")
_LAZY = re.compile(
    r"data-(?:[a-z]+-)*(?:src|original|lazy|lazyload|url|image|img|echo|source|file)"
    r"(?:-[a-z]+)?$|data-srcs?$|data-ks-lazyload$|data-actualsrc$|oldsrc$|file$|data-i$"
)
_NOT_LAZY = re.compile(
    r"placeholder|share|avatar|logo|link|page|caption|low|blur|thumb"
)
_DESCRIPTOR = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)([wxh])$")
_PICTURE_FILE = re.compile(
    r"\.(?:jpe?g|jfif|png|webp|avif|gif|bmp|tiff?)\b", re.IGNORECASE
)
# Plain words: looking for each is many times faster than one expression of them.
_NOT_PHOTO = tuple(
    re.findall(
        r"\S+",
        "logo sprite blank. spacer 1x1. /pixel placeholder loading. transparent "
        "favicon gravatar doubleclick scorecardresearch /ads/ /ad/ banner /icon "
        "-icon _icon icon- icon_ icon. icons smiley tracking /stat/ counter "
        "facebook.com/tr qr-code qrcode avatar profile-pic profile_pic profilepic "
        "dummy default-image default_image defaultimage default-share "
        "default-thumb default-og lazy. grey.gif fallback no-image no_image "
        "noimage wappen app-store appstore google-play googleplay paypal vgwort "
        "vg08. /emoji newsletter graph_default /ic_ /ico_ ?zoneid= &zoneid= "
        "/close. /close-w. /print."
        " graph-default og_default og-default share_default share-default",
    )
)
_NOT_FILE = re.compile(r"\.(?:svgz?|ico|mp4|m3u8|mp3|pdf|js|css|html?)$", re.IGNORECASE)
_SMALL = re.compile(
    r"(?<![\d])(\d{1,4})x(\d{1,4})(?!\d)|[?&/_,;](?:w|width|wid)[=_:-]?(\d{1,4})(?!\d)"
)
_SIDE = re.compile(
    r"(?:[?&/_,;-](?:w|h|s|width|height|wid)[=_:-]?|[-_](?=\d+[-_]\d+\D)|(?<=\d)x)"
    r"(\d{3,4})(?!\d)|(?<!\d)(\d{3,4})x\d",
)
_EXTENSIONS = re.compile(r"(?:\.(?:jpe?g|jfif|png|webp|avif|gif|bmp))+$")
_SIZE = re.compile(
    r"(?:\.\d|\.r_d(?:\.\d{1,4}-\d{1,4}(?:-\d{1,4})?)?|[-_@.]{1,2}(?:\d{1,4}x\d{1,4}|\d{2,4}w|w\d{2,4}|\dx|scaled|thumb(?:nail)?|large"
    r"|medium|small|big|original|full|orig|retina|s|m|l|xl|hd|\d+x\d+-\d+|v-\d{1,2}to[\dx]{1,2}))+$"
)
# Drupal's image styles: /styles/620px_wide/public/ before the file's own path.
_STYLE = re.compile(r"/styles/[^/]{1,60}/(?:public|private)/")
_INNER = re.compile(
    r"https?(?::|%3a)(?://|%2f%2f|/)[^&\s]{8,}$|[?&](?:url|src|image)=([^&\s]{8,})",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"(?<!\d)\d{6,}(?!\d)|[0-9a-f]{12,}")
_DAY = re.compile(r"(?:19|20)\d{4,6}$")
_MIN_SIDE = 101
_MIN_RATIO = 19  # Below, two numbers are a ratio of sides: 16x9.
_MAX_ADDRESS = 4000
_NO_LIMIT = str(2**31 - 1)  # "Keep for ever" in the addresses of a large image host.
_MAX_SRCSET = 20_000
_MAX_NAME = 300
_MAX_LOOKED_AT = 160


def image_of(element: Element) -> Element | None:
    """Return the img element that a picture's element is or holds."""
    if element.tag in _IMAGES:
        return element
    return next(iter(element.iter("img", "amp-img")), None)


def best_of_srcset(value: str) -> tuple[str | None, float]:
    """Return the widest or densest candidate and its size (HTML, srcset attribute)."""
    best, best_size = None, 0.0
    url = None
    for token in value[:_MAX_SRCSET].split():
        first, _, rest = token.partition(",")
        match = _DESCRIPTOR.match(first) if url is not None else None
        if url is not None and match is None and best is None:
            best, best_size = url, 1.0
        if match is None:
            url = token.strip(",")
            size = 1.0
        else:
            size = float(match.group(1))
        if url and match and match.group(2) != "h" and size > best_size:
            best, best_size = url, size
        if match and rest:
            url = rest
    return best or url, best_size or 1.0


def _is_address(value: str) -> bool:
    return (
        4 < len(value) < _MAX_ADDRESS
        and not value.startswith(
            ("data:", "blob:", "javascript:", "{", "[", "#", "about")
        )
        and "{" not in value
        and ("/" in value or "." in value)
    )


def _of_element(element: Element) -> Iterator[str]:
    """Yield the addresses of an img or source element, the best first."""
    lazy: list[str] = []
    source = None
    sets: list[tuple[float, str]] = []
    for name, value in element.items():
        if name == "src":
            source = value.strip()
        elif name.endswith(("srcset", "src-set")):
            best, size = best_of_srcset(value)
            if best:
                sets.append((-size, best))
        elif _LAZY.match(name) and not _NOT_LAZY.search(name):
            value = value.strip()
            if "/" in value and " " not in value:
                lazy.append(value)
    sets.sort()
    yield from (address for _, address in sets)
    yield from sorted(lazy, key=lambda v: _PICTURE_FILE.search(v) is None)
    if source:
        yield source


def addresses(element: Element) -> Iterator[str]:
    """Yield the addresses of a picture's element as written, the best first."""
    image = image_of(element)
    if image is not None:
        yield from _of_element(image)
    around = element
    if element.tag in _IMAGES:
        parent = element.getparent()
        if parent is None or parent.tag != "picture":
            return
        around = parent
    for source in around.iter("source"):
        yield from _of_element(source)


def photo_url(address: str, base: str) -> str | None:
    """Return an address as an absolute one, None where it is no photo's."""
    if not _is_address(address):
        return None
    end = address[-_MAX_LOOKED_AT:].lower()
    if any(map(end.__contains__, _NOT_PHOTO)):
        return None
    if _NOT_FILE.search(address.partition("?")[0].partition("#")[0]):
        return None
    if address.startswith(("https://", "http://")):
        return address
    try:
        url = urljoin(base, address)
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def is_small(url: str) -> bool:
    """Say whether an address itself states a side too short for a photo."""
    for match in _SMALL.finditer(url[-_MAX_LOOKED_AT:]):
        sides = [int(side) for side in match.groups() if side]
        if _MIN_RATIO < min(sides) < _MIN_SIDE and max(sides) < 2 * _MIN_SIDE:
            return True
    return False


def stated_width(url: str) -> int:
    """Return the largest side that an address states, 0 where it states none."""
    return max(
        (int(a or b) for a, b in _SIDE.findall(url[-_MAX_LOOKED_AT:])), default=0
    )


def photo_key(url: str) -> str:
    """Return what the addresses of one photo share whatever its size.

    The file's name without extension and size; where that says too little, the path, or
    the address with its query where the path names no file.
    """
    bare = url.lower()
    if "http" in bare[8:] or "?" in bare:
        inner = _INNER.search(bare, 8)
        if inner:
            bare = unquote(inner.group(1) or inner.group())
    path, _, query = bare.partition("?")
    name = unquote(path.rstrip("/").rpartition("/")[2])[-_MAX_NAME:]
    stem = _SIZE.sub("", _EXTENSIONS.sub("", name))
    if len(stem) >= 14 or (len(stem) >= 7 and _DIGIT.search(stem)):
        return stem
    whole = _STYLE.sub("/", path.partition("//")[2] or path)
    if _EXTENSIONS.search(name) or not query:
        return _SIZE.sub("", _EXTENSIONS.sub("", whole))
    return f"{whole}?{query}"


def photo_numbers(url: str) -> frozenset[str]:
    """Return the numbers and hashes in an address that may name the photo."""
    return frozenset(
        number
        for number in _NUMBERS.findall(url)
        if number != _NO_LIMIT and not _DAY.match(number)
    )
