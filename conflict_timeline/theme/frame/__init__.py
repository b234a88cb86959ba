"""The MkDocs theme ``timeline``: Material for MkDocs with our blocks, style sheets and footer."""

import os

# Material prints a banner about MkDocs 2 on import; the versions are pinned here, so it would only be noise.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
