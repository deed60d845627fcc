"""Committed notebooks are clean; nbmake runs them as a reader would, in a kernel of their own."""

import ast
import json
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.rglob("*.ipynb"))
MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:home|root|Users|work|tmp|var|mnt|opt)/|\b[A-Za-z]:\\|file://", re.ASCII
)
NETWORK = "import socket, warnings\nwarnings.simplefilter('default')\nsocket.socket()"
LINK = re.compile(r"\]\(([^)#:]+)\)")

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    held = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in held if cell["cell_type"] == kind]


def test_the_first_look_is_among_the_notebooks():
    assert FOLDER / "01_first_look.ipynb" in NOTEBOOKS


@each_notebook
def test_a_committed_notebook_carries_no_outputs(path):
    held = json.loads(path.read_text("utf-8"))["cells"]
    code = [cell for cell in held if cell["cell_type"] == "code"]

    assert code
    assert [cell["id"] for cell in code if cell["outputs"]] == []
    assert [cell["id"] for cell in code if cell["execution_count"] is not None] == []


@each_notebook
def test_a_committed_notebook_names_no_folder_of_anyones_machine(path):
    assert MACHINE_PATH.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text", ["open('/home/anna/x.csv')", '"C:\\\\data"', "see file:///x", "(/tmp/a)"]
)
def test_a_folder_of_somebodys_machine_is_recognised(text):
    assert MACHINE_PATH.search(text)


@each_notebook
def test_a_notebook_runs_in_any_python_and_its_cells_keep_their_names(path):
    held = json.loads(path.read_text("utf-8"))
    ids = [cell["id"] for cell in held["cells"]]

    assert (held["nbformat"], held["nbformat_minor"]) == (4, 5)
    assert held["metadata"]["kernelspec"]["name"] == "python3"
    assert set(held["metadata"]) <= {"kernelspec", "language_info"}
    assert held["metadata"].get("language_info", {"name": "python"}) == {"name": "python"}
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]+", one) for one in ids)


@each_notebook
def test_a_notebook_checks_what_it_shows(path):
    trees = [ast.parse(source) for source in cells(path, "code")]

    assert sum(isinstance(node, ast.Assert) for tree in trees for node in ast.walk(tree)) >= 3


@each_notebook
def test_links_of_a_notebook_lead_to_files(path):
    links = [link for text in cells(path, "markdown") for link in LINK.findall(text)]

    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.enable_socket  # to talk with the kernel
@pytest.mark.parametrize(
    ("source", "said"),
    [('import warnings\nwarnings.warn("old")', "UserWarning"), (NETWORK, "SocketBlockedError")],
)
def test_a_warning_or_a_use_of_the_network_fails_a_notebook(tmp_path, source, said):
    cell = nbformat.v4.new_code_cell(source)
    client = NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3")

    with pytest.raises(CellExecutionError, match=said):
        client.execute(cwd=str(tmp_path))
