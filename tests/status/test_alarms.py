"""An alarm is told once, and its end once."""

from newscrawl.status import Alarm, Notice, Raised, notices

AT, SINCE = "2026-03-25T12:00:00Z", "2026-03-24T12:00:00Z"
SILENT = Alarm("v", "silence", "no new article since Monday")
ROBOTS = Alarm("v", "robots", "robots.txt changed", "v.example")


def test_a_new_alarm_is_told() -> None:
    assert notices([], [SILENT], AT) == ([Notice(SILENT, AT, False)], [])


def test_a_told_one_is_not_told_again() -> None:
    assert notices([Raised(SILENT, SINCE, SINCE)], [SILENT], AT) == ([], [])


def test_one_whose_hook_failed_is_told_again() -> None:
    to_tell, _ = notices([Raised(SILENT, SINCE)], [SILENT], AT)
    assert to_tell == [Notice(SILENT, SINCE, False)]


def test_its_end_is_told() -> None:
    to_tell, silent = notices([Raised(SILENT, SINCE, SINCE)], [], AT)
    assert (to_tell, silent) == ([Notice(SILENT, SINCE, True)], [])


def test_the_end_of_what_nobody_heard_of_is_not_told() -> None:
    assert notices([Raised(SILENT, SINCE)], [], AT) == ([], [SILENT])


def test_what_has_happened_has_no_end() -> None:
    assert notices([Raised(ROBOTS, SINCE, SINCE)], [], AT) == ([], [ROBOTS])
