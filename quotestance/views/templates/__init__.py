"""Pages, styles and scripts of the views, apart from the code; `load` reads them, `fill` puts values in."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from html import escape
from importlib.resources import files
from string import Template

from ..safety import harmless

__all__ = ["esc", "fill_page", "load"]


@lru_cache(maxsize=32)
def load(name: str) -> str:
    """Return the text of a template file."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8").strip()


def esc(text: str) -> str:
    """Return a text as it may stand in HTML, between tags and in quoted attributes.

    >>> esc('<b title="x">')
    '&lt;b title=&quot;x&quot;&gt;'
    """
    return escape(harmless(text), quote=True)


def fill_page(*, title: str, kind: str, styles: tuple[str, ...], scripts: tuple[str, ...], body: str) -> str:
    """Return a whole page.

    Only the page's own script may run (a content security policy with its checksum), and nothing may be fetched: were one escape ever
    forgotten, the text of an article still could do nothing.

    Parameters
    ----------
    title
        Plain text, escaped here.
    kind
        Class of the body.
    styles, scripts
        Names of template files, joined in this order.
    body
        HTML.
    """
    script = "\n".join(map(load, scripts))
    digest = base64.b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode()
    return Template(load("page.html")).substitute(
        title=esc(title),
        kind=kind,
        style="\n".join(map(load, styles)),
        script=script,
        script_hash=f"sha256-{digest}",
        body=body,
    )
