import subprocess
import sys

WORDS = """
import sys
from flows.stages.without_commands import spare_commands
spare_commands()
import transforms.reading.model
print([name for name in ("spacy.cli", "spacy.cli.info", "typer", "weasel") if name in sys.modules])
import spacy
print(spacy.info(silent=True)["spacy_version"] == spacy.__version__)
import spacy.cli
print(callable(spacy.cli.download))
"""


def test_spacy_imports_its_commands_only_when_asked():
    done = subprocess.run([sys.executable, "-c", WORDS], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "True", "True"]
