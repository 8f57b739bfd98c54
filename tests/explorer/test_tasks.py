"""What an editor asks of the pages, by clicks and typing from the front page: each within six steps."""

import csv
import re
import shutil

import pytest

from tests.explorer.test_browser import browser, served, served_to, visit  # noqa: F401

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="no chromium (apt-get install chromium)")
MOST = 6


class Steps:
    """Clicks and forms sent, counted."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def click(self, selector, text=None):
        self.count += 1
        self.page.locator(selector, has_text=text).first.click()
        self.page.wait_for_load_state()

    def send(self, selector, words):
        self.count += 1
        self.page.locator(selector).fill(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def shown(self):
        assert self.count <= MOST
        return self.page.locator("main").inner_text()


@pytest.fixture(scope="module")
def site(data):
    with served(data) as address:
        yield address


@pytest.fixture
def steps(visit, site):  # noqa: F811
    return Steps(visit(site + "/"))


def test_what_a_minister_said_in_a_month_as_a_link_and_a_file(steps, tmp_path):
    steps.click("td a", "Liis Kaasik")
    steps.click(".who a", "statement")
    steps.click(".facet a", "Mar 2031")
    assert "month=2031-03" in steps.page.url and "3 statements" in steps.shown()
    with steps.page.expect_download() as found:
        steps.click(".downloads a[href*='csv']", "CSV")
    found.value.save_as(tmp_path / "a.csv")
    assert len(list(csv.DictReader((tmp_path / "a.csv").open(encoding="utf-8")))) == 3
    assert steps.count <= MOST


def test_who_of_two_parties_demanded_what(steps):
    steps.click(".masthead a", "Demands")
    assert "night berths" in steps.shown() and "harbour dues" in steps.shown()


def test_the_largest_total_of_a_claimant_and_its_sentence(steps):
    steps.click(".masthead a", "Money")
    steps.click(".facet a", "Finland")
    steps.click(".sorts a", "amount")
    steps.click("a.amount")
    assert "to cut harbour dues by €40 million" in steps.shown()


def test_words_of_a_quote_lead_to_the_article(steps):
    steps.send("#front-q", "every metre")
    steps.click(".said a", "every metre")
    assert steps.page.locator(".story .lit").count() >= 2
    assert "Liis Kaasik" in steps.shown() or "Kaasik" in steps.shown()


def test_statements_of_one_outlet_that_are_in_marks(steps):
    steps.click(".masthead a", "Quotes")
    steps.click(".facet a", "The Gulf Daily")
    steps.click(".facet a", re.compile("^direct$"))
    assert "2 statements" in steps.shown()


def test_which_articles_have_no_quote(steps):
    steps.click("#publishers ~ table td a >> nth=0")
    assert "article" in steps.shown()


def test_two_outlets_over_time(steps):
    steps.click(".masthead a", "Pictures")
    steps.page.get_by_label("What").select_option("outlets")
    steps.page.get_by_label("First").fill("The Gulf Daily")
    steps.page.get_by_label("Second").fill("Harbour Wire")
    steps.page.get_by_label("Third").fill("")
    steps.click("button", "Compare")
    assert "Harbour Wire" in steps.shown() and steps.page.locator(".chart svg").count() == 2


def test_a_monthly_feed_is_one_click_from_the_list(steps):
    steps.click(".masthead a", "Quotes")
    steps.click(".facet a", "demanded")
    assert "act=demanded" in steps.page.locator(".downloads a", has_text="Atom").get_attribute("href")
    assert steps.count <= MOST


def test_two_names_are_merged_and_the_merge_undone(visit, own_data):  # noqa: F811
    with served_to(visit, own_data) as site:
        steps = Steps(visit(site + "/"))
        steps.click("td a", "Liis Kaasik")
        steps.send("#a-merge", "L. Kaasik")
        assert "pending" in steps.shown()
        with steps.page.expect_navigation():
            steps.click("button", "undo")
        assert "pending" not in steps.shown()


def test_a_wrong_quote_is_rejected_from_its_row(visit, own_data):  # noqa: F811
    with served_to(visit, own_data) as site:
        steps = Steps(visit(site + "/"))
        steps.click(".masthead a", "Quotes")
        steps.click(".check-link", "correct")
        with steps.page.expect_navigation():
            steps.page.keyboard.press("r")
        assert "Decided already: rejected" in steps.shown()
        assert steps.count <= MOST


def test_a_demand_of_the_wrong_party_is_put_right_by_keys_and_undone(visit, own_data):  # noqa: F811
    with served_to(visit, own_data) as site:
        steps = Steps(visit(site + "/"))
        steps.click(".masthead a", "Demands")
        steps.click(".check-link", "correct")
        steps.page.keyboard.press("d")
        steps.page.keyboard.type("Turku")
        steps.page.locator("#addressee").press("Tab")
        with steps.page.expect_navigation():
            steps.page.keyboard.press("Enter")
        assert "of Turku Maritime Institute (pending" in steps.shown()
        with steps.page.expect_navigation():
            steps.page.keyboard.press("u")
        assert "Decided already" not in steps.shown()
