"""What a reader does, in Debian's Chromium: skipped, with the reason, where there is none."""

import contextlib
import csv
import shutil
import threading
import time

import pytest
import uvicorn

from bench import explorer as large
from explorer.report import write_report
from explorer.server import create_app

CHROMIUM = shutil.which("chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage")
PAGES = (
    *("/", "/articles", "/entities", "/quotes", "/money", "/demands", "/review", "/rejects"),
    *("/search?q=berths", "/compare", "/network", "/map", "/sql?q=SELECT+name,+article_count+FROM+entities"),
    *("/quotes?since=2020-13-45", "/quotes?kind=direct", "/quotes?columns=published_on,speaker,quoted_text,confidence"),
    *(
        "/money?columns=text,amount_low,claimant,deadline",
        "/entities?columns=name,kind,aliases",
        "/review?table=money_claims",
    ),
    *("/life", "/life?demand=demandgroup_dues", "/quotes?speaker_id=person_kaasik"),
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium (apt-get install chromium)")


@contextlib.contextmanager
def served(data):
    server = uvicorn.Server(uvicorn.Config(create_app(data), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(600):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextlib.contextmanager
def served_to(visit, data):
    """A site whose pages are closed before it goes, of which they may still ask something."""
    with served(data) as site:
        yield site
        visit.close()


@pytest.fixture(scope="module")
def browser():
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(data):
    with served(data) as address:
        yield address


@pytest.fixture
def visit(browser):
    """Opens a page; whatever the page complains of, or tries to reach elsewhere, fails the test."""
    complaints, contexts = [], []

    def open_page(address, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("console", lambda message: complaints.append(message.text) if is_complaint(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        here = address.split("/")[2]
        page.on("request", lambda asked: complaints.append(asked.url) if here not in asked.url else None)
        page.goto(address)
        return page

    def close():
        while contexts:
            contexts.pop().close()

    open_page.close = close
    yield open_page
    close()
    assert complaints == []


def is_complaint(message):
    """Whether the console complains; that a page answers 400 with a sentence is as it should be."""
    return message.type != "log" and "status of 400" not in message.text


def addresses(page, site):
    """Every kind of page: the lists, two articles (the newest, and the hostile one after it), and an entity."""
    page.goto(site + "/articles")
    articles = page.locator(".head a").evaluate_all("links => links.map(link => link.pathname)")
    page.goto(site + "/entities")
    entities = page.locator("td:first-child a").evaluate_all("links => links.map(link => link.pathname)")
    return [*PAGES, *articles[:2], entities[0]]


def test_axe_finds_no_fault_on_any_page_light_or_dark(visit, site):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    faults = []
    for scheme in ("light", "dark"):
        # the policy forbids injected script, and axe is injected
        page = visit(site, color_scheme=scheme, bypass_csp=True)
        # in the dark only colours change: three pages have them all
        for address in addresses(page, site) if scheme == "light" else ("/", "/review", "/quotes", "/map"):
            page.goto(site + address)
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            found = axe.run(page).response
            assert len(found["passes"]) > 10
            faults += [(address, scheme, f["id"], f["nodes"][0]["html"][:200]) for f in found["violations"]]
    assert faults == []


def test_an_empty_warehouse_has_no_fault_on_a_phone_in_the_dark(visit, tmp_path):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    faults = []
    with served_to(visit, tmp_path) as site:
        small = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
        page = visit(site + "/", bypass_csp=True, **small)
        for address in ("/", "/quotes", "/money", "/demands", "/compare", "/life", "/review", "/search?q=berths"):
            assert page.goto(site + address).status == 200, address
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
            faults += [(address, f["id"], f["nodes"][0]["html"][:200]) for f in axe.run(page).response["violations"]]
    assert faults == []


def test_every_page_fits_a_phone_and_the_hostile_article_does_nothing(visit, site, hostile):
    page = visit(site, viewport={"width": 360, "height": 740})
    for address in addresses(page, site):
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        assert page.title() != "owned"
        assert page.locator("main script, main img").count() == 0
    page.goto(site + "/quotes?text=%3Cscript%3E")
    assert page.locator(".said").first.inner_text() == f"“{hostile}”"


def test_marked_words_show_their_row_by_mouse_and_keyboard(visit, site):
    page = visit(site + "/articles?publisher=The+Gulf+Daily")
    page.locator(".head a").click()
    page.wait_for_url("**/articles/*")
    card = page.locator("#card")
    page.locator(".story .claim", has_text="€40 million").hover()
    card.wait_for(state="visible")
    assert "asked" in card.inner_text() and "symbol_amount" in card.inner_text() and "82%" in card.inner_text()
    page.keyboard.press("Escape")
    assert card.is_hidden()
    page.locator(".notes [data-row]", has_text="every metre").hover()
    assert page.locator(".story .lit").count() >= 2


def test_a_row_leads_to_its_words(visit, site):
    page = visit(site + "/money?sort=-amount")
    page.locator(".amount").first.click()
    page.wait_for_url("**/articles/*")
    assert page.locator(".story .lit").all_inner_texts() == ["€40 million"]


def test_filters_by_keyboard_are_in_the_address(visit, site):
    page = visit(site + "/quotes")
    page.get_by_label("Words").fill("berths")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=berths**")
    assert page.locator(".quote-row").count() == 1
    page.go_back()
    page.wait_for_url("**/quotes")
    assert page.locator(".quote-row").count() == 7


def test_one_key_decides_and_the_next_row_comes(visit, own_data):
    with served_to(visit, own_data) as site:
        page = visit(site + "/review")
        for key in ("r", "a"):
            before = page.locator("input[name=row_id]").first.input_value()
            page.keyboard.press(key)
            page.wait_for_function("id => document.querySelector('#decide [name=row_id]').value !== id", arg=before)
        page.keyboard.press("c")
        page.keyboard.type("Harri")
        page.get_by_role("button", name="Correct").click()
        page.wait_for_selector("[aria-labelledby=h-done] >> text=Harri Salmela")
        decided = list(csv.DictReader((own_data / "review" / "decisions.csv").open(encoding="utf-8")))
    assert [row["decision"] for row in decided] == ["rejected", "accepted", "corrected"]
    assert decided[2]["speaker_name"] == "Harri Salmela"


def test_a_search_shows_what_it_finds_while_it_is_typed(visit, site):
    page = visit(site + "/")
    page.locator("#front-q").press_sequentially("kaasik")
    live = page.locator(".live")
    live.locator("a", has_text="Liis Kaasik").first.wait_for()
    assert live.locator("mark").count() and page.url == site + "/"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.live') !== null")
    page.keyboard.press("Escape")
    assert live.is_hidden() and page.evaluate("document.activeElement.id") == "front-q"
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=kaasik")
    page.locator(".find input").fill("night berths")
    page.locator("#found .said", has_text="berths").first.wait_for()
    assert page.url.endswith("/search?q=night%20berths")


def test_a_picture_is_taken_away_as_png(visit, site, tmp_path):
    for address in ("/compare", "/network?of=person_kaasik", "/map", "/life?demand=demandgroup_dues"):
        page = visit(site + address)
        with page.expect_download() as found:
            page.get_by_role("button", name="PNG").click()
        found.value.save_as(tmp_path / "picture.png")
        head = (tmp_path / "picture.png").read_bytes()[:24]
        assert head[1:4] == b"PNG" and int.from_bytes(head[16:20]) >= 900


def test_an_amount_is_put_right_by_keyboard_from_its_row(visit, own_data):
    with served_to(visit, own_data) as site:
        page = visit(site + "/money?sort=-amount")
        page.locator("tr", has_text="€40 million").get_by_role("link", name="correct").press("Enter")
        page.wait_for_url("**/review**")
        page.keyboard.press("m")
        for words in ("4 million", "4 million"):
            page.keyboard.type(words)
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=corrected: Finland, €4 million (pending")
        page.wait_for_load_state("networkidle")  # before it the keys are not listened to
        page.keyboard.press("u")
        page.wait_for_selector(".review-card >> text=Decided already", state="detached")
        page.wait_for_load_state("networkidle")


def test_it_reads_without_script_and_prints_without_controls(visit, site):
    page = visit(site + "/quotes", java_script_enabled=False)
    assert page.locator(".quote-row").count() == 7
    page.emulate_media(media="print")
    assert page.locator(".filters").is_hidden() and page.locator(".masthead nav").is_hidden()
    assert page.locator(".quote-row").first.is_visible()


def test_a_report_opens_from_disk(browser, data, tmp_path):
    write_report(data, tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "quotes.html").as_uri())
    page.locator(".said a", has_text="every metre").click()
    page.wait_for_url("**/articles/*")
    assert page.locator(".story .lit").count() >= 2
    page.locator(".brand").click()
    page.wait_for_url("**/index.html")
    assert "Liis Kaasik" in page.locator("main").inner_text()
    page.close()


def test_a_report_has_a_search_of_its_own(browser, data, tmp_path, hostile):
    write_report(data, tmp_path)
    complaints, page = [], browser.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda asked: complaints.append(asked.url) if not asked.url.startswith("file:") else None)
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("link", name="Search").click()
    page.locator("#find-q:focus").wait_for()  # what is typed before the page stands is lost
    page.keyboard.type('kaasik "every metre"')
    page.locator("#found a", has_text="every metre").click()
    page.wait_for_url("**/articles/**")
    assert page.locator(".story .lit").count() >= 2
    page.goto((tmp_path / "search.html").as_uri())
    page.locator("#find-q:focus").wait_for()
    page.keyboard.type(hostile)
    page.locator("#found mark").first.wait_for()
    assert page.title() != "owned" and page.locator("#found script, #found img").count() == 0
    page.locator("#find-q").fill("zeppelin")
    page.wait_for_selector("text=Nothing here holds")
    assert complaints == []
    page.close()


# what can be reached by Tab, in the order of the document; of radio buttons one stands for all
REACHABLE = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0)"""
FOCUSED = f"""() => {{
    const one = document.activeElement, look = getComputedStyle(one), box = one.getBoundingClientRect();
    const ring = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 1;
    const beside = box.width === 0 || box.right < 0 || box.left > innerWidth;
    const covered = beside || box.bottom < 0 || box.top > innerHeight;
    return {{place: ({REACHABLE})().indexOf(one), ring, covered, html: one.outerHTML.slice(0, 120)}};
}}"""
MOST_STOPS = 25  # of a page; what follows are more rows of the same kind


def tab_on(page, place):
    """What has the focus after Tab; a date has a stop for each of its parts."""
    for _ in range(5):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["place"] != place - 1 or 'type="date"' not in at["html"]:
            break
    return at


def test_tab_reaches_everything_in_the_order_of_the_page_and_shows_where_it_is(visit, site):
    page = visit(site, reduced_motion="reduce")
    faults = []
    for address in addresses(page, site):
        page.goto(site + address)
        page.evaluate("document.activeElement.blur(); getSelection().collapse(document.body, 0)")
        count = page.evaluate(f"({REACHABLE})().length")
        assert count > 10, address
        for place in range(min(count, MOST_STOPS)):
            at = tab_on(page, place)
            if at["place"] != place or not at["ring"] or at["covered"]:
                faults.append((address, place, at))
                break
    assert not faults, "\n".join(map(str, faults))


def test_the_first_tab_skips_to_the_contents_and_the_search_comes_before_the_rows(visit, site):
    page = visit(site + "/quotes")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
    order = page.evaluate("""() => ['.masthead input', '.filters input', '.facets a', '.quote-row a', '.pages a']
        .map(one => document.querySelector(one)).filter(one => one)
        .every((one, i, all) => !i || all[i - 1].compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)""")
    assert order


@pytest.mark.slow
def test_axe_finds_no_fault_on_any_kind_of_page_of_20_000_articles(visit, tmp_path):
    """Long lists, full charts and many facets, which the small corpus does not have."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = tmp_path / "onrecord.duckdb"
    large.build(path, 20_000)
    faults = []
    with served_to(visit, tmp_path) as site:
        page = visit(site, bypass_csp=True)
        page.set_default_timeout(240_000)
        for address in large.find_pages(path):
            if ".json" in address:
                continue
            assert page.goto(site + address, timeout=240_000).status == 200, address
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            faults += [(address, f["id"], f["nodes"][0]["html"][:200]) for f in axe.run(page).response["violations"]]
    assert faults == []
