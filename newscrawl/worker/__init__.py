"""Who runs the crawls: processes of their own, here or on many machines.

`child` is a process that crawls the sites it is given, `pool` a few of them, fed one
site at a time; each mode decides only which site comes next: `batch` a list of them,
`watching` the store's own schedule, `cluster` jobs of a queue in PostgreSQL. `service`
is what all of them know: the store, the packs, where to publish; `metrics` tells of it
over HTTP.
"""

from newscrawl.worker.batch import crawl_batch
from newscrawl.worker.metrics import serve_metrics
from newscrawl.worker.pool import Pool
from newscrawl.worker.service import Service
from newscrawl.worker.watching import watch_sites

__all__ = ["Pool", "Service", "crawl_batch", "serve_metrics", "watch_sites"]
