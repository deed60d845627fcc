"""GA-C090: the protection of numbers from confidential inputs."""

from __future__ import annotations

from pairs import Pair, borrowed

from geoaccess.study import load_study

ASKED = borrowed("study/test_need_settings.py")
NEED = 'recipe = "cni"\nreference = 2.4\nreference_source = "SCB"'


def asked(disclosure):
    """A fixture: a study file that says this of disclosure."""

    def load(folder):
        for name in ("areas.csv", "people.csv", "sites.csv"):
            (folder / name).touch()
        path = folder / "study.toml"
        text = ASKED.STUDY.format(need=NEED, columns='people = "PEOPLE"')
        path.write_text(f"{text}\n[disclosure]\n{disclosure}\n", "utf-8")
        load_study(path)
        return ()

    return load


# The protection stands last in the file.
_LAST = ASKED.STUDY.format(need=NEED, columns='people = "PEOPLE"').count("\n") + 5
PAIRS = [
    Pair(
        "GA-C090",
        asked('mode = "round"\nbase = 5\nprotection = 6'),
        asked('mode = "round"\nbase = 10\nprotection = 6'),
        file="study.toml",
        row=_LAST,
        value="6",
    ),
]
