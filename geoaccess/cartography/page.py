"""The page: Folium's frame, our words, the data, three scripts and the policy that admits them."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from geoaccess.cartography import words
from geoaccess.cartography.figure import skeleton
from geoaccess.cartography.leaflet import LEAFLET_VERSION, read_leaflet
from geoaccess.cartography.payload import build_payload, inert_json, packed
from geoaccess.cartography.summary import summarise
from geoaccess.cartography.values import values
from geoaccess.messages import translator
from geoaccess.messages.suppression import SUMS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geoaccess.messages import Translator
    from geoaccess.result.published import Published

__all__ = ["render_map", "write_map"]

_ASSETS = Path(__file__).parent / "assets"
_SCRIPTS = ("basics.js", "symbols.js", "tables.js", "map.js")
_SLOT = re.compile(r"\[\[([a-z_]+)\]\]")


def write_map(published: Published, path: Path) -> None:
    """Write the map as one HTML file that opens from disk and needs nothing else.

    Parameters
    ----------
    published
        What may leave the house.
    path
        The file; its folder is there.
    """
    path.write_bytes(render_map(published).encode("utf-8"))


def render_map(published: Published) -> str:
    """Give the map's page; the same input gives the same bytes.

    Names and numbers are set into the finished frame, never into a template: a name such as
    ``{{ 7*7 }}`` stands in the page as it is.
    """
    t = translator(published.head.language)
    frame = skeleton(published.head.language)
    leaflet = read_leaflet()
    scripts = (leaflet.script, frame.script, _program())
    top, bottom = _asset("page.html").split("[[map]]")
    texts = _texts(published, t, leaflet.licence)
    data = _data("ga-words", "application/json", inert_json(_words(t))) + _data(
        "ga-data", "text/plain", packed(build_payload(published, t))
    )
    return _fill(
        frame.html,
        {
            "head": _head(published, scripts, leaflet.style + _asset("map.css")),
            "top": _fill(top, texts),
            "bottom": _fill(bottom, texts) + data + "".join(map(_script, scripts)),
        },
    )


def _fill(frame: str, parts: Mapping[str, str]) -> str:
    """Set parts into ``[[slots]]``, once: what is set in is not looked at again."""
    return _SLOT.sub(lambda slot: parts[slot[1]], frame)


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _program() -> str:
    """Our own scripts as one, their names kept to themselves."""
    parts = "\n".join(_asset(name) for name in _SCRIPTS)
    return f'(function () {{\n"use strict";\n\n{parts}}})();\n'


def _script(code: str) -> str:
    return f"<script>{code}</script>\n"


def _data(key: str, kind: str, text: str) -> str:
    return f'<script type="{kind}" id="{key}">{text}</script>\n'


def _head(published: Published, scripts: Sequence[str], style: str) -> str:
    title = escape(f"{published.head.name} – {published.head.region}")
    return (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n"
        f"<style>{style}</style>"
    )


def _policy(scripts: Sequence[str]) -> str:
    """Content security policy: these scripts and no others, and no way out of the page."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(script: str) -> str:
    # A browser hashes what it parsed: line ends as line feeds.
    parsed = script.replace("\r\n", "\n").replace("\r", "\n")
    return base64.b64encode(hashlib.sha256(parsed.encode("utf-8")).digest()).decode("ascii")


def _words(t: Translator) -> dict[str, object]:
    return {
        **words.script_words(t),
        "decimal": "," if t.lang == "sv" else ".",
        "group": "\u00a0" if t.lang == "sv" else ",",
        "percent": "\u00a0%" if t.lang == "sv" else "%",
        "minutes": "\u00a0min",
    }


def _texts(published: Published, t: Translator, licence: str) -> dict[str, str]:
    head = published.head
    about = t(
        "Made with geoaccess {version}, run {run}. Map library: Leaflet {leaflet}.",
        version=head.version,
        run=head.run_id,
        leaflet=LEAFLET_VERSION,
    )
    if _hides(published):
        about = f"{t(SUMS)} {about}"
    plain = {
        **words.frame_words(t),
        "title": head.name,
        "region": head.region,
        "date": t.date(head.date),
        "rule_label": head.rule_label.get(t.lang, ""),
        "need_label": head.need_label.get(t.lang, ""),
        "contact_text": head.contact,
        "about_text": about,
        "licence_text": licence,
        "iso_date": head.date.isoformat(),
    }
    summary = summarise(published.areas, head.gaps, whole=_people(published))
    return {
        **{key: escape(text) for key, text in plain.items()},
        "stamps": _items(head.stamps.get(t.lang, ())),
        "summary": _sentences(summary.sentences(t)),
        "source_list": _items(_sources(published)),
    }


def _people(published: Published) -> float | None:
    """The run's total of people as the balance has it, which the other outputs say too."""
    balance = published.balance
    if "what" not in balance:
        return None
    rows = balance.loc[balance["what"] == "people", "areas"]
    return float(rows.iloc[0]) if len(rows) else None


def _hides(published: Published) -> bool:
    """Whether a number of an area is hidden."""
    areas = published.areas
    return any(
        "suppressed" in areas[name].tolist()
        for name in map(str, areas.columns)
        if name.endswith("_status")
    )


def _items(texts: Sequence[str]) -> str:
    return "".join(f"<li>{escape(text)}</li>" for text in texts)


def _sentences(texts: Sequence[str]) -> str:
    return " ".join(escape(text) for text in texts)


def _sources(published: Published) -> list[str]:
    """Name each source once: who publishes it, its date and its licence."""
    sources = published.sources
    columns = [values(sources, name) for name in ("source", "vintage", "licence")]
    rows = [", ".join(str(v) for v in row if v) for row in zip(*columns, strict=True)]
    return list(dict.fromkeys(row for row in rows if row))
