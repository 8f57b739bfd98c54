"""What was asked to be forgotten: the intents that are not carried out yet, and the list of what may not come back.

Both stand in the lake, as small files of their own: `_forgetting/ID.json` is written before anything is removed and
goes when everything is, so that a kill in between costs nothing; `_forgotten/HASH.json` stays. The list holds hashes:
it tells of an id whether it was forgotten, and of nobody what was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass

from warehouse.lake.commits import make_digest
from warehouse.lake.storage import Storage

INTENTS = "_forgetting"
LIST = "_forgotten"
Forgotten = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Intent:
    """Articles to be forgotten, by whichever process comes next.

    asked_for: the id that was given; it and article_ids are put on the list.
    """

    intent_id: str
    asked_for: str
    article_ids: tuple[str, ...]


def hash_id(name: str) -> str:
    """What stands on the list for an id."""
    digest = make_digest()
    digest.update(name.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def begin_forgetting(storage: Storage, asked_for: str, article_ids: Collection[str]) -> Intent:
    """Writes down what is to be forgotten, before any of it is."""
    intent = Intent(hash_id(asked_for), asked_for, tuple(sorted(article_ids)))
    storage.write(f"{INTENTS}/{intent.intent_id}.json", json.dumps(asdict(intent)).encode())
    return intent


def read_intents(storage: Storage) -> list[Intent]:
    """What was begun and not ended; those that cannot be read are passed over, see `drop_damaged_intents`."""
    found = (_read_intent(storage, path) for path in _json_files(storage, INTENTS))
    return [intent for intent in found if intent]


def drop_damaged_intents(storage: Storage) -> list[str]:
    """Removes intents that no longer say what is to be forgotten; says so, as they must be asked for again."""
    gone = [path for path in _json_files(storage, INTENTS) if _read_intent(storage, path) is None]
    return [f"the request in {path} is damaged: forget that article again" for path in gone if storage.remove(path)]


def _read_intent(storage: Storage, path: str) -> Intent | None:
    try:
        read = json.loads(storage.read(path))
        return Intent(read["intent_id"], read["asked_for"], tuple(read["article_ids"]))
    except (ValueError, LookupError, TypeError):
        return None


def end_forgetting(storage: Storage, intent: Intent) -> None:
    """Notes that all of it is gone."""
    storage.remove(f"{INTENTS}/{intent.intent_id}.json")


def put_on_list(storage: Storage, intent: Intent) -> None:
    """Keeps the articles from coming back."""
    words = json.dumps({"asked_for": intent.intent_id}).encode()
    for name in (intent.asked_for, *intent.article_ids):
        storage.write(f"{LIST}/{hash_id(name)}.json", words)


def allow(storage: Storage, asked_for: str) -> bool:
    """Takes an id off the list again, with all that was put there for it; whether it was there."""
    wanted = hash_id(asked_for)
    gone = [path for path in _json_files(storage, LIST) if wanted in (_name_of(path), _asked_for(storage, path))]
    for path in gone:
        storage.remove(path)
    return bool(gone)


def read_forgotten(storage: Storage) -> Forgotten:
    """A function that says of an id whether it is on the list."""
    hashes = set(map(_name_of, _json_files(storage, LIST)))
    return lambda name: bool(hashes) and hash_id(name) in hashes


def _asked_for(storage: Storage, path: str) -> str | None:
    """The hash of the id by which one on the list was forgotten; None where its file is damaged, whose name counts."""
    try:
        return str(json.loads(storage.read(path))["asked_for"])
    except (ValueError, LookupError, TypeError):
        return None


def _name_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".json")


def _json_files(storage: Storage, folder: str) -> list[str]:
    paths = (storage.relative(info) for info in storage.list(folder))
    return [path for path in paths if path.endswith(".json")]
