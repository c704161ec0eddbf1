"""`newscrawl discover`: what a crawl would find of a site; nothing is stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from scrapy.crawler import AsyncCrawlerProcess

from newscrawl.cli.exits import Exit
from newscrawl.cli.options import (
    crawl_settings,
    read_sites,
    replay_option,
    site_at,
    site_of,
    sites_option,
)
from newscrawl.cli.terminal import shown
from newscrawl.middlewares import require_fetchable
from newscrawl.sites import Site
from newscrawl.spiders.loader import own_settings
from newscrawl.spiders.survey import Survey, Surveyed, SurveySpider

SHOWN = 30
WIDTH = 76


@click.command()
@click.argument("url")
@click.option("--explain", is_flag=True, help="Tell why each other link is refused.")
@click.option("--json", "as_json", is_flag=True, help="All of it as one JSON object.")
@replay_option
@sites_option
def discover(
    url: str, explain: bool, as_json: bool, replay: tuple[Path, ...], sites_folder: Path
) -> None:
    """Show what a crawl from URL would find: sources, sections, articles, next page.

    Nothing is stored. Asked for are robots.txt, the page, and its feeds and sitemaps.

    \b
    newscrawl discover https://valleypost.example/
    newscrawl discover https://valleypost.example/roads/ --explain
    """
    site = site_at(url, site_of(read_sites(sites_folder)))
    survey = look(url, site, replay)
    if as_json:
        click.echo(json.dumps(_json(survey, explain), ensure_ascii=False))
    else:
        click.echo(shown("\n".join(_lines(survey, explain))))
    page = survey.page
    if page is None or page.failure:
        why = page.failure if page else "nothing was answered"
        click.echo(shown(f"newscrawl: {url}: not fetched: {why}"), err=True)
        raise SystemExit(Exit.NOTHING_CRAWLED)
    if not survey.links:
        click.echo(
            f"newscrawl: {shown(survey.url)}: no article link found in"
            f" {len(survey.sources)} sources: try --explain, or a section's address",
            err=True,
        )
        raise SystemExit(Exit.NOTHING_CRAWLED)


def look(url: str, site: Site, replay: tuple[Path, ...]) -> Survey:
    """Return what is seen of a site; it runs once a process."""
    survey = Survey(url)
    settings = crawl_settings(
        ITEM_PIPELINES={},
        LOG_LEVEL="ERROR",
        **own_settings(site),
        NEWSCRAWL_REPLAY=[str(path) for path in replay] or None,
    )
    require_fetchable([url], settings)
    process = AsyncCrawlerProcess(settings)
    process.crawl(SurveySpider, site=site, survey=survey)
    process.start()
    return survey


def _lines(survey: Survey, explain: bool) -> Iterator[str]:
    yield "sources"
    for source in survey.sources:
        what = source.failure or f"{len(source.links)} article links"
        yield f"  {source.kind:8} {source.url}  {what}  ({source.told_by})"
        yield from (f"             {note}" for note in source.notes)
    yield "sections, the likeliest first"
    for section in survey.sections[:SHOWN]:
        yield f"  {section.score:5.1f}  {section.name or '-'}  {section.url}"
    yield f"next page: {survey.next_page or 'none'}"
    found = survey.links
    yield f"articles: {len(found)}"
    for url, told in list(found.items())[: None if explain else SHOWN]:
        best = max(told, key=lambda link: link.confidence)
        title = next((link.title for link in told if link.title), None) or "no title"
        date = next((link.date for link in told if link.date), None) or "no date"
        yield f"  {best.confidence:.2f}  {title[:WIDTH]}  ({date[:30]})"
        yield f"        {url}"
        for word in dict.fromkeys(f"{link.origin}: {link.reason}" for link in told):
            yield f"        {word}"
    if len(found) > SHOWN and not explain:
        yield f"  and {len(found) - SHOWN} more: --explain or --json shows all"
    if explain:
        yield f"refused: {len(survey.refused)}"
        for link in survey.refused:
            yield f"  {link.url}  {link.text or '-'}"
            yield f"        {link.reason}"


def _json(survey: Survey, explain: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "url": survey.url,
        "sources": [_source_json(source) for source in survey.sources],
        "sections": [
            {"url": one.url, "name": one.name, "score": round(one.score, 2)}
            for one in survey.sections
        ],
        "next_page": survey.next_page,
        "articles": [
            {
                "url": url,
                "evidence": [
                    {
                        "origin": link.origin,
                        "title": link.title,
                        "date": link.date,
                        "summary": link.summary,
                        "section": link.section,
                        "position": link.position,
                        "main": link.main,
                        "confidence": link.confidence,
                        "reason": link.reason,
                    }
                    for link in told
                ],
            }
            for url, told in survey.links.items()
        ],
    }
    if explain:
        made["refused"] = [
            {"url": one.url, "text": one.text, "reason": one.reason}
            for one in survey.refused
        ]
    return made


def _source_json(source: Surveyed) -> dict[str, Any]:
    return {
        "url": source.url,
        "kind": source.kind,
        "told_by": source.told_by,
        "links": len(source.links),
        "notes": list(source.notes),
        "failure": source.failure or None,
    }
