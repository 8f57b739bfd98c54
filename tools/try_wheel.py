"""Builds the wheel, installs it into a fresh environment and runs it in an empty folder: `make wheel`.

Its quotes and claims must be those of the checkout, row for row, and what needs an extra must say which. The versions
are those of the lock, so that a release of somebody else's cannot fail it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build" / "wheel"
STORY = """Dock strike widens

By Dana Poole

“The levy will cost us $40 million by 2031,” said Marta Quint, the harbour master. Jonas Brandt, the mayor, said that
the town would pay £2 million a year.
"""
ASKED = {
    "quotes": "SELECT kind, act, text, speaker_text, confidence FROM quotes ORDER BY article_id, quote_id",
    "money_claims": "SELECT text, amount_low, currency, subject, deadline, period FROM money_claims ORDER BY claim_id",
}


def call(*command: str | Path, folder: Path = ROOT) -> str:
    """Runs a command; its output. Ends the program where it fails."""
    done = subprocess.run([str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def build_wheel() -> Path:
    """The wheel, built from the checkout alone."""
    shutil.rmtree(BUILD, ignore_errors=True)
    call(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", BUILD, ROOT)
    return next(BUILD.glob("onrecord-*.whl"))


def install(wheel: Path) -> Path:
    """A fresh environment with the wheel and what it needs; its `onrecord`."""
    place = BUILD / "environment"
    venv.create(place, with_pip=True)
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = BUILD / "pins.txt"
    pins.write_text(
        "\n".join(re.findall(r"^\S+==[^\s\\]+(?: ; [^\\\n]+)?", lock, flags=re.MULTILINE)), encoding="utf-8"
    )
    uv = Path(sys.executable).with_name("uv")
    python = place / "bin" / "python"
    if uv.exists():
        call(uv, "pip", "install", "--quiet", "--python", python, "--constraint", pins, wheel)
    else:
        call(python, "-m", "pip", "install", "--quiet", "--constraint", pins, wheel)
    return place / "bin" / "onrecord"


def read_rows(program: list[str | Path], folder: Path) -> dict[str, str]:
    """The rows that a program makes of the story in an empty folder, by table."""
    folder.mkdir(parents=True)
    (folder / "story.txt").write_text(STORY, encoding="utf-8")
    call(*program, "run", "story.txt", "--quiet", folder=folder)
    return {table: call(*program, "sql", query, "--format", "csv", folder=folder) for table, query in ASKED.items()}


def main() -> None:
    """Compares the two and says what was seen."""
    wheel = build_wheel()
    installed = install(wheel)
    call(installed.with_name("python"), "-c", "import onrecord; print(onrecord.__version__)", folder=BUILD)
    here = read_rows([Path(sys.executable).with_name("onrecord")], BUILD / "checkout")
    there = read_rows([installed], BUILD / "installed")
    for table, rows in here.items():
        if rows != there[table] or rows.count("\n") < 2:
            raise SystemExit(f"{table} differs:\n{rows}\n--- from the wheel:\n{there[table]}")
    page = BUILD / "installed" / "page.html"
    page.write_text(f"<p>{STORY}</p>", encoding="utf-8")
    call(installed, "run", "story.txt", page.name, "--quiet", folder=page.parent)
    reasons = call(installed, "sql", "SELECT error FROM rejects", "--format", "csv", folder=page.parent)
    if "pip install 'onrecord[web]'" not in reasons:
        raise SystemExit(f"a page without the extra `web` ends otherwise: {reasons}")
    size = wheel.stat().st_size / 1e6
    print(f"{wheel.name} ({size:.1f} MB) gives the checkout's rows: {', '.join(here)}")


if __name__ == "__main__":
    main()
