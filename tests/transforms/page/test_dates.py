from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from transforms.page.dates import read_date

# Every common form in which feeds, exports and records write a date
FORMS = [
    ("2024-03-14", "2024-03-14"),
    ("20240314", "2024-03-14"),
    ("2024-W11-4", "2024-03-14"),
    ("2024/03/14", "2024-03-14"),
    ("2024-3-4", "2024-03-04"),
    ("14 March 2024", "2024-03-14"),
    ("14th of March 2024", "2024-03-14"),
    ("March 14, 2024", "2024-03-14"),
    ("Thursday, March 14, 2024", "2024-03-14"),
    ("Sept. 14, 2024", "2024-09-14"),
    ("14-Mar-2024", "2024-03-14"),
    ("2024-Mar-14", "2024-03-14"),
    ("03.04.2024", "2024-04-03"),
    ("14/03/2024", "2024-03-14"),
    ("03/14/2024", "2024-03-14"),
    ("Published: 14 March 2024", "2024-03-14"),
    ("14 March 2024, 10:15 IST", "2024-03-14"),  # India's, Ireland's or Israel's
    ("2024-03-14T10:15:00Z", "2024-03-14T10:15:00"),
    ("2024-03-14T10:15Z", "2024-03-14T10:15:00"),
    ("2024-03-14T10:15:00.000+01:00", "2024-03-14T09:15:00"),
    ("2024-03-14T10:15:00+0100", "2024-03-14T09:15:00"),
    ("2024-03-14T10:15:00+01:00[Europe/Berlin]", "2024-03-14T09:15:00"),
    ("2024-03-14 10:15:00", "2024-03-14T10:15:00"),
    ("2024-03-14 10:15:00 UTC", "2024-03-14T10:15:00"),
    ("2024-03-14 10:15:00 +0100 CET", "2024-03-14T09:15:00"),
    ("20240314T101500Z", "2024-03-14T10:15:00"),
    ("20240314101500", "2024-03-14T10:15:00"),
    ("1710411300", "2024-03-14T10:15:00"),
    ("1710411300000", "2024-03-14T10:15:00"),
    ("1710411300.0", "2024-03-14T10:15:00"),
    ("/Date(1710411300000)/", "2024-03-14T10:15:00"),
    ("Thu, 14 Mar 2024 10:15:00 GMT", "2024-03-14T10:15:00"),
    ("Thu, 14 Mar 2024 10:15:00 +0530", "2024-03-14T04:45:00"),
    ("Thu, 14 Mar 2024 10:15:00 EST", "2024-03-14T15:15:00"),
    ("Thu Mar 14 10:15:00 2024", "2024-03-14T10:15:00"),
    ("Thu Mar 14 10:15:00 +0000 2024", "2024-03-14T10:15:00"),
    ("March 14, 2024 at 10:15 a.m. EDT", "2024-03-14T14:15:00"),
    ("Thursday, March 14, 2024 - 10:15", "2024-03-14T10:15:00"),
    ("3/14/2024, 10:15:00 PM", "2024-03-14T22:15:00"),
    ("14 March 2024 | 6.15pm GMT", "2024-03-14T18:15:00"),
]
UNREAD = [
    "",
    "2024",
    "2024-03",
    "March 2024",
    "March 14",
    "03/04/2024",
    "yesterday",
    "2 hours ago",
    "2024-02-30",
    "n/a",
]
UNREAD += ["0001-01-01", "Thu, 14 Mar 24 10:15:00 GMT", "1-1-1-1-1-1-1", "9" * 79, "March 14, 2024 " * 40, None, "None"]


@pytest.mark.parametrize(("written", "read"), FORMS)
def test_forms_of_dates(written, read):
    moment, precision = read_date(written)
    assert moment == datetime.fromisoformat(read).replace(tzinfo=UTC)
    assert precision == ("time" if "T" in read else "day")


@pytest.mark.parametrize("written", UNREAD)
def test_what_is_no_whole_date_or_may_be_two_is_not_read(written):
    assert read_date(written) == (None, None)


def test_dates_of_tables():
    assert read_date(date(2024, 3, 14)) == (datetime(2024, 3, 14, tzinfo=UTC), "day")
    noon = datetime(2024, 3, 14, 12, tzinfo=timezone(timedelta(hours=2)))
    assert read_date(noon) == (datetime(2024, 3, 14, 10, tzinfo=UTC), "time")
