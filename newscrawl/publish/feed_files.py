"""The files of each feed: its live documents, its page, and the pages of its archive.

Each costs by what later events touch. A document that the gate refuses is not put in
place: the last good one stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newscrawl.publish import gate
from newscrawl.publish.archives import PageList, list_path, page_of, page_path
from newscrawl.publish.atom import atom
from newscrawl.publish.folder_pages import FolderPages
from newscrawl.publish.live import live_paths, make_live, page_standing, standing
from newscrawl.publish.output import File
from newscrawl.publish.printed import complete_atom
from newscrawl.publish.task import Task
from newscrawl.store import FeedState

ATOM = "application/atom+xml"
JSON_FEED = "application/feed+json"


class FeedFiles:
    """Writes the files of feeds.

    `shelved` are the pages that were put on a list, `gone` those that are no more.
    """

    def __init__(self, task: Task, pages: FolderPages) -> None:
        self._task = task
        self._output = task.output
        self._before = task.before
        self._pages = pages
        self._listed: dict[str, frozenset[str] | None] = {}
        self.shelved: set[str] = set()
        self.gone: set[str] = set()

    def keep_live(self, feed: str) -> bool:
        """Let a feed's live files stand; return False where one is not as it should be."""
        paths = live_paths(feed)
        if any(path in self._before.refused for path in paths):
            return False
        files = [self._before.files.get(path) for path in paths]
        return all(files) and self._output.keep(*filter(None, files))

    def write_live(self, state: FeedState) -> None:
        """Write a live feed in both formats and its page, or leave all as they are."""
        task = self._task
        path, json_path, _ = live_paths(state.name)
        in_place = self._output.read(path)
        printed = standing(self._output, self._before, state.name)
        reused = printed if task.may_reuse else {}
        live = make_live(task.feeds, state, reused, task.now, in_place)
        why = live.fault
        if not task.is_accepted:
            ids = [one.id for one in printed.values()]
            why = why or self._loss(state.name, ids or gate.published_ids(in_place))
        if why:
            task.refuse(path, why)
            known = (self._before.files.get(one) for one in live_paths(state.name))
            self._output.keep(*filter(None, known))
            return
        count = len(live.feed.entries)
        self._output.write(path, ATOM, live.atom, records=count)
        self._output.write(json_path, JSON_FEED, live.items, records=count)
        self._pages.write_feed(live.feed)

    def _loss(self, feed: str, published: Sequence[str]) -> str | None:
        asked = [one for one in published if one not in self._listed]
        listed = self._task.store.feeds_of(asked)
        self._listed |= {one: listed.get(one) for one in asked}
        where = {one: self._listed[one] for one in published}
        if self._task.is_same:
            known = [one for one, feeds in where.items() if feed in (feeds or ())]
        else:
            known = [one for one, feeds in where.items() if feeds is not None]
        return gate.loss(published, known)

    def write_archive(self, state: FeedState, first: int | None) -> None:
        """Write the pages of an archive that events since touch, from a place `first` on.

        Full ones stand for good; all are looked at where the archive has grown.
        """
        task, before = self._task, self._before
        full, last = PageList(self._output, before, state.name), page_of(state.archived)
        folder = list_path(state.name).rpartition("/")[0]
        is_refused = any(path.startswith(f"{folder}/") for path in before.refused)
        if not task.may_keep:
            self._shelve(state, full, {})
        elif is_refused or not self._carry(state, full, is_touched=first is not None):
            self._shelve(state, full, full.pages())
        self.gone |= {page_path(state.name, n) for n in range(last + 1, full.count)}
        path = page_path(state.name, last)
        known = before.files.get(path)
        stands = first is None and task.may_keep and path not in before.refused
        if not (known and stands and self._output.keep(known)):
            self._write_page(state, last, is_listed=True)

    def _carry(self, state: FeedState, full: PageList, *, is_touched: bool) -> bool:
        """Carry the list of full pages over with those that are full now.

        Returns False when the list or one of its pages is not as it should be.
        """
        last = page_of(state.archived)
        if full.count == last and not is_touched:
            return full.keep()
        if (rows := full.rows()) is None:
            return False
        full.grow(rows, self._full_pages(state, range(full.count, last), {}))
        return True

    def _shelve(
        self, state: FeedState, full: PageList, known: Mapping[str, File]
    ) -> None:
        """List all full pages anew; those known stand."""
        full.write(self._full_pages(state, range(page_of(state.archived)), known))

    def _full_pages(
        self, state: FeedState, numbers: range, known: Mapping[str, File]
    ) -> list[File]:
        """Return full pages: as known, else written."""
        pages = []
        for number in numbers:
            path = page_path(state.name, number)
            stands = path in known and path not in self._before.refused
            page = known[path] if stands else self._write_page(state, number)
            if page := page or known.get(path):
                pages.append(page)
                self.shelved.add(path)
        return pages

    def _write_page(
        self, state: FeedState, number: int, *, is_listed: bool = False
    ) -> File | None:
        """Write a page of an archive; one that the gate refuses stays as it is."""
        task = self._task
        path = page_path(state.name, number)
        known = self._before.files.get(path)
        printed = page_standing(self._output, known) if task.may_reuse else {}
        page = task.feeds.page(state, number, printed)
        document = atom(page)
        if why := gate.atom_fault(document, task.now, self._output.read(path)):
            task.refuse(path, why)
            if known and is_listed:
                self._output.keep(known)
            return known
        document = complete_atom(document, page.entries)
        count = len(page.entries)
        return self._output.write(
            path, ATOM, document, records=count, is_listed=is_listed
        )
