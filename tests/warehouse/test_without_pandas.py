import subprocess
import sys

WORDS = """
import sys
from warehouse.without_pandas import spare_pandas
spare_pandas()
import pyarrow as pa, pyarrow.dataset
pa.array(["a", None])
print("pandas" in sys.modules)
import pandas
print(len(pa.table({"a": [1]}).to_pandas()))
"""


def test_arrow_imports_pandas_only_when_asked():
    done = subprocess.run([sys.executable, "-c", WORDS], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "1"]
