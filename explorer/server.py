"""The explorer as a local web server over a data directory: read-only but for the review file."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import duckdb
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from explorer import amending, downloads, following, galleries, listings, queries, review, sqlpage
from explorer import contents as pages
from explorer import reviewed as gold
from explorer.database import Reader, Warehouse
from explorer.desk import Desk
from explorer.keeping import LONGEST, read_kept
from explorer.links import ServerLinks
from explorer.lists import UnfitError, read_state
from explorer.paging import read_all, read_facets, read_page, read_undated, with_more
from explorer.pictures import MOST_COMPARED
from explorer.render import STATIC, render
from explorer.security import LOOPBACK, Guard, is_loopback
from warehouse.database.limited import QueryFailed
from warehouse.database.querying import QueryStopped
from warehouse.decisions import read_decisions

Made = tuple[str, dict[str, Any]]
# what a page's address may say; lists say themselves what they take
TAKEN: dict[str, tuple[str, ...]] = {
    "front": (),
    "article": (),
    "entity": ("within",),
    "search": ("q",),
    "demands": ("one", "other"),
    "review": ("table", "row", "skip"),
    "compare": ("kind", *(f"who{number}" for number in range(1, MOST_COMPARED + 1))),
    "network": ("of",),
    "map": (),
    "life": ("claim", "demand", "article"),
}
LOOK_SECONDS = 0.1  # between two looks whether a load has put a new file in place


class Explorer:
    """The pages of one data directory."""

    def __init__(self, data: Path, seeds: Path | None = None) -> None:
        self.data = data
        self.warehouse = Warehouse(data)
        self.desk = Desk(self.warehouse, data, data / "seeds" if seeds is None else seeds)
        self.links = ServerLinks()
        self._front: tuple[object, Response] | None = None

    def page(
        self, make: Callable[[Reader, pages.Asked, Request], Made | None], name: str = ""
    ) -> Callable[[Request], Response]:
        """A route's answer from what makes the page's contents; not found where that is None.

        name: the page's in TAKEN, where the page does not look at its parameters itself.
        """

        def answer(request: Request) -> Response:
            refuse_strange(request, name)
            amends = pages.Amends(
                amending.read_overrides(self.desk.seeds),
                amending.is_pending(self.desk.seeds, self.warehouse.path),
                self.desk.guard.token,
                read_kept(self.data, "views"),
            )
            asked = pages.Asked(read_query(request), self.links, read_decisions(self.data), amends=amends)
            try:
                made = self.warehouse.read(lambda reader: make(reader, asked, request))
            except UnfitError as error:
                raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from error
            if made is None:
                raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such thing in the warehouse.")
            html = render(made[0], {"nav": request.url.path, **made[1]}, self.links)
            return HTMLResponse(html, status_code=made[1].get("status", 200))

        return answer

    def front(self, request: Request) -> Response:
        """The front page, which counts the whole corpus: made once for each warehouse and state of the review."""
        refuse_strange(request, "front")
        key = (self.warehouse.version, read_decisions(self.data), read_kept(self.data, "views"))
        kept = self._front
        if kept is None or kept[0] != key:
            kept = (key, self.page(lambda reader, asked, _: pages.front(reader, asked))(request))
            self._front = kept
        return Response(kept[1].body, media_type="text/html; charset=utf-8")

    @contextlib.asynccontextmanager
    async def keep_ready(self, app: Starlette) -> AsyncIterator[None]:
        """While the server runs, opens and prepares each new warehouse file, and only then shows it."""
        ended = threading.Event()
        self.warehouse.is_followed = True
        following = threading.Thread(target=self._open_new, args=(ended,), daemon=True)
        following.start()
        yield
        self.warehouse.is_followed = False
        ended.set()
        await asyncio.to_thread(following.join)

    def _open_new(self, ended: threading.Event) -> None:
        failed = None
        while not ended.is_set():
            stamp = self.warehouse.stamp
            if stamp != failed:
                try:
                    is_new = self.warehouse.follow(self.make_ready)
                    self.warehouse.is_followed = True
                    if is_new:
                        self.warehouse.read(self.make_rest)
                except (duckdb.Error, OSError):
                    failed, self.warehouse.is_followed = stamp, False  # whoever asks next is told
            ended.wait(LOOK_SECONDS)

    def make_ready(self, reader: Reader) -> None:
        """Reads what the front counts in the whole corpus, which is kept, before a new file is shown."""
        pages.make_ready(reader)

    def make_rest(self, reader: Reader) -> None:
        """Makes and reads what else counts the whole corpus, before anybody asks."""
        galleries.make_ready(reader)
        pages.make_rest(reader)

    def download(self, request: Request) -> Response:
        """A list's rows as a file."""
        name, form = request.path_params["name"], request.path_params["form"]
        if name not in listings.LISTINGS or form not in downloads.FORMATS:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such list or format.")
        listing = listings.LISTINGS[name]
        state = read_state(listing, read_query(request))
        if state.problems:
            raise HTTPException(HTTPStatus.BAD_REQUEST, " ".join(state.problems))
        only_page = "page" in request.query_params
        table = self.warehouse.read(lambda reader: read_all(reader, listing, state, only_page=only_page))
        kind, write = downloads.FORMATS[form]
        disposition = {"content-disposition": f'attachment; filename="{name}.{form}"'}
        return StreamingResponse(write(table), media_type=kind, headers=disposition)

    def follow(self, request: Request) -> Response:
        """A page of a list as JSON or as a feed."""
        name, form = request.path_params["name"], request.path_params["form"]
        if name not in listings.LISTINGS:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such list.")
        if form not in ("json", "atom"):
            raise HTTPException(HTTPStatus.NOT_FOUND, "A list can be had as .json and .atom.")
        listing = listings.LISTINGS[name]
        state = read_state(listing, read_query(request))
        if state.problems:
            raise HTTPException(HTTPStatus.BAD_REQUEST, " ".join(state.problems))
        if form == "atom":
            page = self.warehouse.read(lambda reader: read_page(reader, listing, state))
            root = str(request.base_url).rstrip("/")
            return Response(following.as_atom(page, str(request.url), root), media_type="application/atom+xml")
        made = self.warehouse.read(
            lambda reader: (
                read_page(reader, with_more(listing), state),
                read_facets(reader, listing, state),
                read_undated(reader, listing, state),
            )
        )
        return Response(following.as_json(*made), media_type="application/json")

    def picture(self, request: Request) -> Response:
        """A picture as a file."""
        name, form = request.path_params["name"], request.url.path.rpartition(".")[2]
        if name not in galleries.NAMES:
            raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such picture.")
        refuse_strange(request, name)
        asked = pages.Asked(read_query(request), self.links)
        try:
            words, kind = self.warehouse.read(lambda reader: galleries.write_picture(reader, asked, name, form))
        except UnfitError as error:
            raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from error
        return Response(words, media_type=kind)

    def health(self, request: Request) -> Response:
        """Whether the warehouse can be read and when the last run ended, for a monitor: 200 or 503."""
        try:
            found = self.warehouse.read(lambda reader: reader.row(queries.HEALTH))
        except (duckdb.Error, OSError):
            found = None
        state = {"status": "ok" if found and self.warehouse.stamp else "no warehouse", **(found or {})}
        return JSONResponse(json.loads(json.dumps(state, default=str)), 200 if state["status"] == "ok" else 503)

    def sql(self, request: Request) -> Response:
        """The page of SQL; a query that another site led to is shown, not run."""
        may_run = request.headers.get("sec-fetch-site") != "cross-site"
        found = sqlpage.read_answer(self.data, request.query_params, self.links, may_run=may_run)
        more = {"nav": "/sql", "token": self.desk.guard.token, "row_limit": sqlpage.ROWS, "seconds": sqlpage.SECONDS}
        return HTMLResponse(render("sql.html", {**found, **more}, self.links), status_code=found["status"])

    def sql_json(self, request: Request) -> Response:
        """The rows of a query as JSON."""
        try:
            result = sqlpage.run_bounded(self.data, request.query_params.get("q", "")[:LONGEST])
        except (QueryFailed, QueryStopped) as error:
            raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from error
        return Response(sqlpage.as_json(result), media_type="application/json")

    def gold(self, request: Request) -> Response:
        """The decided rows as gold, one article a line."""
        lines = self.warehouse.read(lambda reader: list(gold.write_gold(reader, read_decisions(self.data))))
        disposition = {"content-disposition": 'attachment; filename="gold.jsonl"'}
        return Response("".join(lines), media_type="application/jsonl", headers=disposition)


def refuse_strange(request: Request, name: str) -> None:
    """Raises HTTPException, in words, for what the address asks of a page that the page does not know."""
    takes = TAKEN.get(name)
    strange = [given for given in request.query_params if takes is not None and given not in takes]
    if strange:
        known = f"it takes {', '.join(takes)}" if takes else "it takes none"
        words = f"There is no parameter “{strange[0][:80]}” on this page: {known}."
        raise HTTPException(HTTPStatus.BAD_REQUEST, words)


def read_query(request: Request) -> dict[str, str]:
    """The address's parameters; of columns, which a form gives one by one, all of them, of others the last."""
    given = dict(request.query_params)
    if "columns" in given:
        given["columns"] = ",".join(request.query_params.getlist("columns"))
    return given


def create_app(data: Path, hosts: tuple[str, ...] = LOOPBACK, seeds: Path | None = None) -> Starlette:
    """The web app over a data directory, answering to the given host names."""
    site = Explorer(data, seeds)

    def listing(name: str) -> Callable[[Request], Response]:
        return site.page(lambda reader, asked, _: pages.listing(name, reader, asked))

    def picture(name: str) -> Callable[[Request], Response]:
        return site.page(lambda reader, asked, _: galleries.show_picture(reader, asked, name), name)

    def one(make: Callable[[Reader, pages.Asked, str], Made | None], name: str) -> Callable[[Request], Response]:
        return site.page(lambda reader, asked, request: make(reader, asked, request.path_params["key"]), name)

    routes = [
        Route("/", site.front),
        *(Route(f"/{name}", listing(name)) for name in listings.LISTINGS),
        Route("/articles/{key}", one(pages.article, "article")),
        Route("/entities/{key}", one(pages.entity, "entity")),
        Route("/search", site.page(lambda reader, asked, _: pages.search_page(reader, asked), "search")),
        Route("/demands", site.page(lambda reader, asked, _: pages.demands_page(reader, asked), "demands")),
        Route(
            "/review",
            site.page(
                lambda reader, asked, _: review.read_queue(reader, asked.query, asked.decisions, site.desk.guard.token),
                "review",
            ),
        ),
        Route("/review", site.desk.decide, methods=["POST"]),
        Route("/amend", site.desk.amend, methods=["POST"]),
        Route("/sql", site.sql),
        Route("/sql", site.desk.save, methods=["POST"]),
        Route("/sql.json", site.sql_json),
        Route("/views", site.desk.save_view, methods=["POST"]),
        Route("/review/gold.jsonl", site.gold),
        *(Route(f"/{name}", picture(name)) for name in galleries.NAMES),
        Route("/{name}.svg", site.picture),
        Route("/{name}.csv", site.picture),
        Route("/{name}.{form}", site.follow),
        Route("/health", site.health),
        Route("/download/{name}.{form}", site.download),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
    handlers = {HTTPException: _say_error, FileNotFoundError: _say_swapped}
    guard = [Middleware(Guard, hosts=hosts)]
    return Starlette(routes=routes, middleware=guard, exception_handlers=handlers, lifespan=site.keep_ready)


def _say_error(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = error.detail if isinstance(error, HTTPException) else "Something went wrong."
    contents = {"nav": "", "title": HTTPStatus(status).phrase, "words": words}
    return HTMLResponse(render("message.html", contents, ServerLinks()), status_code=status)


def _say_swapped(request: Request, error: Exception) -> Response:
    return _say_error(request, HTTPException(503, "A load is coming in. Try again in a moment."))


def serve(
    data: Path,
    host: str = "127.0.0.1",
    port: int = 8400,
    *,
    allow_remote: bool = False,
    seeds: Path | None = None,
) -> None:
    """Serves the explorer until interrupted.

    `seeds` is where merges and renames are written, by default the folder seeds of the data directory.
    Raises ValueError for a host that other machines can reach, unless `allow_remote`: there is no log-in, and
    whoever reaches the server reads every article and can decide in the review queue.
    """
    if not is_loopback(host) and not allow_remote:
        raise ValueError(
            f"{host} can be reached by other machines, and the explorer has no log-in; allow it expressly."
        )
    hosts = (*LOOPBACK, host) if is_loopback(host) or host not in ("0.0.0.0", "::") else ("*",)
    uvicorn.run(create_app(data, hosts, seeds), host=host, port=port, log_level="warning", server_header=False)
