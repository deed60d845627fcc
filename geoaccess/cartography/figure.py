"""The Folium map: own `Figure` and `Map` with nothing from the network and nothing of the data.

Folium compiles what it is given as Jinja templates, so a place name can run code when the page is
built. Folium objects therefore get constants only; `page` puts names and numbers in afterwards,
outside every template. This is the one module that imports Folium.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import branca.element
import folium
import jinja2
from folium.template import Template

if TYPE_CHECKING:
    from geoaccess.messages import Language

__all__ = ["MAP_ID", "Skeleton", "skeleton"]

MAP_ID = "ga-map"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The page as Folium renders it, with ``[[head]]``, ``[[top]]`` and ``[[bottom]]`` to fill in.

    Attributes
    ----------
    html
        The document around the map.
    script
        What sets the map up; it needs Leaflet before it.
    """

    html: str
    script: str


class _Figure(branca.element.Figure):
    """A document with a language and no links of its own."""

    _template = jinja2.Template(
        "<!DOCTYPE html>\n"
        '<html lang="{{ this.lang }}">\n'
        "<head>\n"
        "[[head]]\n"
        "</head>\n"
        "<body>\n"
        "[[top]]\n"
        "{{ this.html.render(**kwargs) }}\n"
        "[[bottom]]\n"
        "</body>\n"
        "</html>\n"
    )

    def __init__(self, lang: Language) -> None:
        super().__init__()
        self._id = "page"
        self.lang = "en" if lang == "en" else "sv"


class _Map(folium.Map):
    """A Leaflet map on a canvas, without tiles, jQuery, Bootstrap or icon fonts."""

    # Lists of its own: folium's add_js_link changes the class attribute, for every map there is.
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 -- folium declares it so
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 -- folium declares it so

    _template = Template(
        """
        {% macro html(this, kwargs) %}<div id="{{ this.get_name() }}"></div>{% endmacro %}

        {% macro script(this, kwargs) %}
        window.gaMap = L.map({{ this.get_name()|tojson }}, {
            center: {{ this.location|tojson }},
            zoomAnimation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
            ...{{ this.options|tojavascript }}
        });
        {% endmacro %}
        """
    )

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 -- folium passes on what Leaflet takes
        super().__init__(tiles=None, **options)

    def get_name(self) -> str:
        """A fixed name: the same input gives the same bytes."""
        return MAP_ID


def skeleton(lang: Language) -> Skeleton:
    """Render the page's frame and the commands that make the map.

    Examples
    --------
    >>> frame = skeleton("sv")
    >>> '<html lang="sv">' in frame.html, "http" in frame.html + frame.script
    (True, False)
    """
    figure = _Figure(lang)
    _Map(
        location=[62.0, 15.0],
        zoom_start=5,
        max_zoom=16,
        prefer_canvas=True,
        zoom_control=False,
        attribution_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0.1,
        fade_animation=False,
    ).add_to(figure)
    html = figure.render()
    return Skeleton(html, figure.script.render())
