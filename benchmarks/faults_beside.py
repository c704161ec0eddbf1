"""Measure how far a site that misbehaves slows another site of the same run.

    python -m benchmarks.faults_beside [--seed N] [--delay S]

Crawls a calm site alone, then beside a fault site with every fault, and compares the
seconds from its first request to its last. The exit code is 1 beyond 10 %.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.faults import FaultSite, crawl, fault_site

MAX_SLOWER = 1.10
CALM: dict[str, Any] = {"modes": [], "traps": False, "evil_sitemap": False}


def span_s(site: FaultSite) -> float:
    """Return the seconds from a site's first request to its last."""
    times = [one["t"] for one in site.tell("/_log.json")["log"]]
    return float(max(times) - min(times))


def run(delay_s: float, *others: dict[str, Any]) -> float:
    """Return the calm site's seconds, crawled beside fault sites of other plans."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with fault_site(CALM, folder) as calm:
            if not others:
                crawl({"calm": calm}, folder, delay_s)
                return span_s(calm)
            with fault_site(others[0], folder) as faulty:
                crawl({"calm": calm, "faults": faulty}, folder, delay_s)
                return span_s(calm)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--delay", type=float, default=0.3)
    given = parser.parse_args()
    alone = run(given.delay)
    beside = run(given.delay, {"seed": given.seed})
    print(f"alone {alone:.1f} s, beside {beside:.1f} s: {beside / alone:.3f}")
    sys.exit(1 if beside > MAX_SLOWER * alone else 0)


if __name__ == "__main__":
    main()
