"""A command whose Prefect API has gone away ends at once, with the code and the words it would have ended with."""

import http.server
import subprocess
import sys
import threading

import pytest

GONE = "onrecord: the Prefect API went away and was not told all; what was committed stays"
PROGRAM = """
import sys, threading, typer
from flows.orchestration.leaving import leave_in_time
threading.Thread(target=threading.Event().wait).start()  # as Prefect, will not let the process end
with leave_in_time():
    {body}
"""


def end(body, api):
    """The exit code and standard error of a program that would not end by itself."""
    program = PROGRAM.format(body=body)
    environment = {"PATH": "", "PREFECT_API_URL": api}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    ("body", "code"),
    [("pass", 0), ("raise typer.Exit(0)", 0), ("raise typer.Exit(1)", 1), ("sys.exit()", 0), ("sys.exit(3)", 3)],
)
def test_a_command_whose_api_is_gone_ends_with_its_own_code(body, code):
    found, said = end(body, "http://127.0.0.1:9/api")
    assert (found, said.strip()) == (code, GONE)


def test_a_mistake_is_shown_whole():
    code, said = end("1 / 0", "http://127.0.0.1:9/api")
    assert code == 1
    assert "ZeroDivisionError: division by zero" in said
    assert said.strip().endswith(GONE)


@pytest.mark.parametrize("status", [200, 401, 404])
def test_an_api_that_answers_is_waited_for(status):
    class Api(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        code, said = end(
            "threading.Timer(1, lambda: __import__('os')._exit(7)).start()",
            f"http://127.0.0.1:{server.server_port}/api",
        )
    finally:
        server.shutdown()
    assert (code, said) == (7, "")
