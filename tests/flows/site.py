"""A small site served on this machine, with entity tags, robots.txt and whatever answers a test asks for."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PARAGRAPHS = "".join(f"<p>The council of {place} voted on Friday to keep its ferry until 2030.</p>" for place in "ABCD")


def page(title, extra=""):
    head = f"<html><head><title>{title}</title></head>"
    return f"{head}<body><article><h1>{title}</h1>{PARAGRAPHS}{extra}</article></body></html>"


class Site:
    """Pages by path; counts what was asked and how it was answered."""

    def __init__(self):
        self.pages = {}
        self.log = []
        self.answers = {}
        self.has_tags = True  # whether answers carry entity tags
        self.hanging = set()  # paths that are never answered
        self.trickling = set()  # paths whose answer comes byte by byte
        self.closing = threading.Event()

    def put(self, path, body, kind="text/html; charset=utf-8"):
        self.pages[path] = (body.encode() if isinstance(body, str) else body, kind)


class Handler(BaseHTTPRequestHandler):
    """Answers as the site says that it stands for."""

    site: Site

    def do_GET(self):
        site = self.site
        if self.path in site.hanging:
            site.closing.wait(60)
        elif self.path in site.answers:
            status, headers = site.answers[self.path]
            self.answer(status, b"", headers)
        elif self.path in site.pages:
            self.answer_page(*site.pages[self.path])
        else:
            self.answer(404, b"gone", {})

    def answer_page(self, body, kind):
        tag = f'"{hash(body)}"'
        if not self.site.has_tags:
            self.answer(200, body, {"Content-Type": kind})
        elif self.headers.get("If-None-Match") == tag:
            self.answer(304, b"", {"ETag": tag})
        else:
            self.answer(200, body, {"ETag": tag, "Content-Type": kind})

    def answer(self, status, body, headers):
        self.site.log.append((self.path, status, self.headers.get("User-Agent")))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.path in self.site.trickling:
            self.trickle(body)
        else:
            self.wfile.write(body)

    def trickle(self, body):
        for byte in body:
            if self.site.closing.wait(0.02):
                return
            self.wfile.write(bytes([byte]))

    def log_message(self, *args):
        pass


@contextmanager
def serve(site):
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": site}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
