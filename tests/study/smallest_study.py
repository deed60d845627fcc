"""The smallest study file that is taken, for tests of what may be added to it."""

_BASIC = """[study]
id = "a"
name = "A"
region = "R"
date = 2026-10-01
[inputs.areas]
path = "f.csv"
source = "s"
licence = "l"
[[inputs.statistics]]
path = "f.csv"
source = "s"
licence = "l"
[[inputs.sites]]
path = "f.csv"
source = "s"
licence = "l"
[supply.expected_sites]
number = 3
source = "R"
date = 2026-01-01
[modes.car]
"""


def basic(*modes, ending=""):
    """The file with further ways of travel and something at its end."""
    return _BASIC + "".join(f"[modes.{mode}]\n" for mode in modes) + ending
