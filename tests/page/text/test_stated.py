"""Text in scripts."""

import json

import pytest

from newscrawl.page.text.stated import stated_text
from tests.page.pages import page

TEXT = [
    "The town opened its new bridge on Monday after four years of work, and several"
    " hundred people crossed it on foot before the first bus came. " * 2,
    "The mayor thanked the builders, who had to move the river bed twice because of"
    " floods, and promised that a second bridge would follow soon. " * 2,
]
CLEAN = [text.strip() for text in TEXT]
HTML = "".join(f"<p>{text}</p>" for text in TEXT)
STATE = {"props": {"page": {"title": "Bridge", "paragraphs": TEXT, "menu": ["Home"]}}}


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>',
        f"<script>window.__STATE__ = {json.dumps(STATE)};</script>",
        f"<script>(self.q=self.q||[]).push({json.dumps([1, HTML])})</script>",
        f"<script>var s = JSON.parse({json.dumps(json.dumps(STATE))});</script>",
        f"<script>window.a = {json.dumps({'contentHtml': HTML})}</script>",
        (
            "<script>window.__NUXT__=(function(a,b){return {layout:a,data:[{article:{id:7,"
            f"body:{json.dumps(HTML)}.concat(b)}}}}],error:null}}}}('x',void 0));</script>"
        ),
    ],
    ids=["json script", "assigned", "pushed", "parsed", "markup", "function"],
)
def test_text_in_a_state(script: str) -> None:
    assert stated_text(page(script)) == CLEAN


def test_captions_and_placeholders_in_markup_are_left_out() -> None:
    more = "<figure><figcaption>A caption here</figcaption></figure><p>$$AD_SLOT$$</p>"
    script = f"<script>window.a = {json.dumps({'html': HTML + more})}</script>"
    assert stated_text(page(script)) == CLEAN


@pytest.mark.parametrize(
    "script",
    [
        "",
        "<script>window.a = {broken</script>",
        f"<script>window.a = {'[' * 50_000}</script>",
        '<script type="application/json">{"a": "Too short."}</script>',
    ],
    ids=["none", "broken", "deep", "little"],
)
def test_no_text_no_error(script: str) -> None:
    assert stated_text(page(script)) == []
