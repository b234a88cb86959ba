"""A file's bytes → its fields as plain data, the place of every field, and its body.

``document`` reads; ``plain_yaml`` is its quick way, ``strict_yaml`` the one that tells what is refused, and where.
"""

from .document import FILE_LIMIT, FRONT_MATTER_LIMIT, REGISTRY_LIMIT, Document, read, read_text, read_yaml

__all__ = ["FILE_LIMIT", "FRONT_MATTER_LIMIT", "REGISTRY_LIMIT", "Document", "read", "read_text", "read_yaml"]
