"""The Content-Security-Policy of every page: the second layer, in case a text ever passes the first one unescaped.

Follows Content Security Policy Level 3 (https://www.w3.org/TR/CSP3/). The hashes are those of the inline scripts of
the pinned theme and of nothing else; hashing whatever a page holds would bless an attacker's script too.
"""

from __future__ import annotations

SCRIPTS = (
    "sha256-exqRXrW/0laiImCrTE8a70vxyyY10FJVIppytLf/dbY=",  # reads and writes what the browser keeps for the site
    "sha256-DrEMJJ29sL7vIloQzly+VUGMxKcBTMII+OfW7Y8AkG4=",  # sets the chosen palette before the page is painted
    "sha256-/8wPdzX9q0NNJXyA5lzsLojXFpkeaXVxhbfkUOQaWy8=",  # opens the tab that the address names
)
"""The inline scripts of Material for MkDocs, with ``extra.scope`` set to ``/``; a test takes them from the theme anew."""

DIRECTIVES = {
    "default-src": ("'none'",),
    # Pagefind compiles WebAssembly, for which a policy sent as a header has to say so.
    "script-src": ("'self'", "'wasm-unsafe-eval'", *(f"'{script}'" for script in SCRIPTS)),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "media-src": ("'self'",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
"""What a page may load and do, by directive."""

CONTENT = "; ".join(f"{name} {' '.join(values)}" for name, values in DIRECTIVES.items())
"""The policy as one text."""

META = f'<meta http-equiv="Content-Security-Policy" content="{CONTENT}">'
"""The policy as the first element of a page's head; it governs only what comes after it."""
