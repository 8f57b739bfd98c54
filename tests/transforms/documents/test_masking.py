"""Passwords and tokens in addresses and connection strings are never kept."""

import pytest

from transforms.documents.fields import canonical_url
from transforms.documents.masking import mask, mask_id

SECRET = "s3cr3t-7b"
HOLDERS = [
    "https://ann:{}@a.example/rss.xml",
    "https://ann:a@{}@a.example/rss.xml",
    "https://{}@a.example/rss.xml",
    "s3://key:{}@bucket/news/*.jsonl",
    "ftp://ann:{}@a.example/",
    "postgresql://ann:{}@db.example/news",
    "https://a.example/rss?id=4&api_key={}",
    "https://a.example/rss?token={}#top",
    "https://a.example/rss?access_token={}&page=2",
    "https://a.example/rss?X-Amz-Signature={}",
    "https://a.example/rss?sig={}&x=1",
    "https://a.example/#auth={}",
    "host=db user=ann password={} dbname=news",
    "host=db user=ann password='{} b' dbname=news",
    "The page cannot be fetched: no route to https://ann:{}@a.example/ today.",
]


@pytest.mark.parametrize("words", HOLDERS)
def test_a_secret_is_hidden_and_the_rest_is_kept(words):
    masked = mask(words.format(SECRET))
    assert SECRET not in masked
    assert mask(masked) == masked
    assert masked[:4] == words[:4]


@pytest.mark.parametrize("words", ["https://a.example/@ann/post?id=4", "mail ann@a.example", "a=b, key word", "x@y"])
def test_what_is_no_secret_stays(words):
    assert mask(words) == words
    assert mask_id(words) == words


def test_documents_that_differ_by_such_a_value_stay_apart():
    one, two = (canonical_url(f"https://a.example/story?key={SECRET}{number}") for number in (1, 2))
    assert one != two
    assert SECRET not in one + two
    assert canonical_url(one) == one
