"""The metrics are OpenMetrics text."""

import re
from datetime import UTC, datetime

from prometheus_client.openmetrics.parser import text_string_to_metric_families

from newscrawl.status import SiteFigures, judge, openmetrics

NOW = datetime(2026, 3, 25, 12, tzinfo=UTC)
SAMPLE = re.compile(
    r'newscrawl_[a-z0-9_]+\{site="(\\.|[^"\\\n])*"(,[a-z]+="[^"\n]*")*\} \S+'
)


def test_every_line_is_of_the_format() -> None:
    figures = SiteFigures(
        site='od"d\n', last_good="2026-03-25T11:00:00Z", errors={"TimeoutError": 2}
    )
    lines = openmetrics([judge(figures, NOW)]).splitlines()
    assert lines[-1] == "# EOF"
    samples = [line for line in lines[:-1] if not line.startswith("# ")]
    assert all(SAMPLE.fullmatch(line) for line in samples), samples
    stamp = 'newscrawl_site_last_good_crawl_timestamp_seconds{site="od\\"d\\n"}'
    assert f"{stamp} 1774436400" in lines
    told = 'newscrawl_site_errors_24h{site="od\\"d\\n",class="TimeoutError"} 2'
    assert told in lines


def test_prometheus_reads_what_was_meant() -> None:
    name = 'od"d\\ \u4e2d'
    figures = SiteFigures(
        site=name, last_good="2026-03-25T11:00:00Z", errors={"http-503": 2, 'x"': 1}
    )
    text = openmetrics([judge(figures, NOW), judge(SiteFigures(site="b"), NOW)])
    found = {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)  # type: ignore[no-untyped-call]
        for sample in family.samples
    }
    of_it = ("site", name)
    stamp = "newscrawl_site_last_good_crawl_timestamp_seconds"
    assert found[stamp, (of_it,)] == 1774436400
    assert found["newscrawl_site_errors_24h", (("class", 'x"'), of_it)] == 1
    states = [value for (name, _), value in found.items() if "site_state" in name]
    assert sum(states) == 2


def test_every_family_is_named_once_before_its_samples() -> None:
    text = openmetrics([judge(SiteFigures(site=name), NOW) for name in "ab"])
    names = re.findall(r"^# TYPE (\S+) gauge$", text, re.MULTILINE)
    assert len(names) == len(set(names)) == 12
