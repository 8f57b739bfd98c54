"""What a reader writes: decisions on rows, merges and renames, saved queries; each by a form of our own, not by GET."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from explorer import amending, review
from explorer.database import Warehouse
from explorer.keeping import keep
from explorer.links import ServerLinks
from explorer.listings import LISTINGS
from explorer.security import FormGuard
from warehouse.decisions import add_decision, read_decisions

LARGEST_FORM = 20_000  # bytes
Form = dict[str, str]


class Desk:
    """Takes forms in, one at a time, and sends the browser on to the page that shows what came of it."""

    def __init__(self, warehouse: Warehouse, data: Path, seeds: Path) -> None:
        self.warehouse, self.data, self.seeds = warehouse, data, seeds
        self.guard = FormGuard()
        self.links = ServerLinks()
        self._write = threading.Lock()

    async def decide(self, request: Request) -> Response:
        """Takes a decision from the review form into the file, and goes on to the next row."""
        return await self._take(request, self._decide)

    async def amend(self, request: Request) -> Response:
        """Writes a merge, split or rename into the user's overrides, or takes one out, and goes back to the entity."""
        return await self._take(request, self._amend)

    async def save(self, request: Request) -> Response:
        """Keeps a query under a name."""
        return await self._take(request, self._save)

    async def save_view(self, request: Request) -> Response:
        """Keeps the address of a list under a name, and shows the list again."""
        return await self._take(request, self._save_view)

    async def _take(self, request: Request, work: Callable[[Form], str]) -> Response:
        form = dict(parse_qsl((await _read_body(request)).decode("utf-8", "replace")))
        headers = request.headers
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        if not self.guard.allows(form.get("token", ""), origin, headers.get("host"), site):
            raise HTTPException(HTTPStatus.FORBIDDEN, "The form did not come from this page. Open it again.")
        try:
            target = await run_in_threadpool(self._locked, work, form)
        except ValueError as error:
            raise HTTPException(HTTPStatus.CONFLICT, str(error)) from error
        return RedirectResponse(target, HTTPStatus.SEE_OTHER)

    def _locked(self, work: Callable[[Form], str], form: Form) -> str:
        with self._write:
            return work(form)

    def _decide(self, form: Form) -> str:
        so_far = read_decisions(self.data)
        add_decision(self.data, self.warehouse.read(lambda reader: review.make_decision(reader, form, so_far)))
        back = form.get("back") or None  # a row that was opened by itself is shown again, with its decision
        skip = None if back else form.get("skip") or None
        return str(self.links.to("review", table=form.get("table"), row=back, skip=skip))

    def _amend(self, form: Form) -> str:
        line = amending.make_override(form, date.today())
        change = amending.remove_override if form.get("undo") else amending.add_override
        change(self.seeds, line)
        entity = form.get("entity_id", "")
        return str(self.links.to("entities", entity, part="h-fix") if entity else self.links.to("review"))

    def _save(self, form: Form) -> str:
        keep(self.data, "queries", form.get("name", ""), form.get("sql", ""))
        return str(self.links.to("sql", q=form.get("sql") or None))

    def _save_view(self, form: Form) -> str:
        address = form.get("address", "")
        if address and address.partition("?")[0].removeprefix("/") not in LISTINGS:
            raise ValueError("Only a list can be kept.")
        keep(self.data, "views", form.get("name", ""), address)
        return address or "/"


async def _read_body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The form is too large.")
    return body
