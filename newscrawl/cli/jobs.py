"""Run one function over many values in several processes, in order, in flat memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_BATCH = 16
_AHEAD = 3

_work: Callable[[Any], Any]


def in_order(values: Iterable[T], work: Callable[[T], R], jobs: int) -> Iterator[R]:
    """Yield what `work` makes of each value, in the order of the values.

    With several `jobs` the values go in batches to processes of their own, a few
    batches ahead; `work` is pickled once a process.
    """
    if jobs == 1:
        yield from map(work, values)
        return
    left = iter(values)
    waiting: deque[Future[list[R]]] = deque()
    context = get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _begin, (work,)) as pool:
        while True:
            while len(waiting) < jobs * _AHEAD and (some := list(islice(left, _BATCH))):
                waiting.append(pool.submit(_run, some))
            if not waiting:
                return
            yield from waiting.popleft().result()


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _run(values: list[Any]) -> list[Any]:
    return [_work(value) for value in values]
