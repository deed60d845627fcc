"""``geoaccess rules``: the rule packs in words, a pack checked, and two packs compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from geoaccess.cli.words import T, say
from geoaccess.messages import N_

if TYPE_CHECKING:
    from geoaccess.principles import Difference

__all__ = ["app"]

app = typer.Typer(
    help=T(N_("Rule packs: show one in words, check one, or compare two.")),
    no_args_is_help=True,
    rich_markup_mode=None,
)

_PACK = N_("Name of a pack that comes with geoaccess, or the path of a .toml file.")
_LISTED = N_("{pack} {version}: {label}, rules: {n}")
_GOOD = N_("{pack} {version} can be used: rules {rules}, checks {checks}.")
_SAME = N_("The packs are the same.")
_ONLY_FIRST = N_("only in the first: {value}")
_ONLY_SECOND = N_("only in the second: {value}")

Pack = Annotated[str, typer.Argument(metavar="PACK", help=T(_PACK))]
AsJson = Annotated[bool, typer.Option("--json", help=T(N_("Print JSON instead.")))]


@app.command(help=T(N_("List the packs, or show one in words.")))
def show(
    pack: Annotated[str, typer.Argument(metavar="[PACK]", help=T(_PACK))] = "",
    as_json: AsJson = False,  # noqa: FBT002
) -> None:
    """List the packs, or show one in words."""
    from geoaccess.principles import describe, load_pack, shipped_packs  # noqa: PLC0415

    if pack:
        found = load_pack(pack)
        if as_json:
            _print_json(found.model_dump(mode="json"))
            return
        for line in describe(found, T.lang):
            say(line)
        return
    packs = [load_pack(name) for name in shipped_packs()]
    if as_json:
        _print_json([{"id": p.id, "version": p.version, "region": p.region} for p in packs])
        return
    for one in packs:
        label = getattr(one.label, T.lang)
        say(T(_LISTED, pack=one.id, version=one.version, label=label, n=len(one.rules)))


@app.command(help=T(N_("Check a pack and tell all its faults at once.")))
def check(pack: Pack, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Check a pack and tell all its faults at once; exit code 2 if there are any."""
    from geoaccess.errors import ConfigError  # noqa: PLC0415
    from geoaccess.principles import load_pack  # noqa: PLC0415

    try:
        found = load_pack(pack)
    except ConfigError as error:
        if not as_json:
            raise
        faults = [{"code": n.code, "message": n.render(T.lang)} for n in error.notices]
        _print_json({"good": False, "faults": faults})
        raise typer.Exit(error.exit_code) from error
    if as_json:
        _print_json({"good": True, "faults": []})
        return
    checks = sum(len(rule.checks) for rule in found.rules)
    rules = len(found.rules)
    say(T(_GOOD, pack=found.id, version=found.version, rules=rules, checks=checks))


@app.command(help=T(N_("Tell what differs between two packs.")))
def diff(before: Pack, after: Pack, as_json: AsJson = False) -> None:  # noqa: FBT002
    """Tell what differs between two packs: thresholds, limits, rules, words."""
    from geoaccess.principles import differences, load_pack  # noqa: PLC0415

    found = differences(load_pack(before), load_pack(after))
    if as_json:
        _print_json([{"where": d.where, "before": d.before, "after": d.after} for d in found])
        return
    if not found:
        say(T(_SAME))
    for one in found:
        say(f"{one.where}: {_said(one)}")


def _said(one: Difference) -> str:
    if one.after is None:
        return T(_ONLY_FIRST, value=_plain(one.before))
    if one.before is None:
        return T(_ONLY_SECOND, value=_plain(one.after))
    return f"{_plain(one.before)} → {_plain(one.after)}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _print_json(plain: object) -> None:
    typer.echo(json.dumps(plain, indent=2, allow_nan=False))
