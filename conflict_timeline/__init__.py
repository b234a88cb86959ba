"""A static timeline of armed conflicts and of the search for accountability after them.

The package reads a record of events (one Markdown file each), checks it whole, and turns it into a
cross-linked site. Its modules stand in one order, in which each imports only those before it:
rules, problems, strings, strict_yaml, front_matter, dates, model, faults, citations, collection, links,
evidence, checks, markup, views, theme, site, publish, press, archive, source_text, mkdocs_plugin, cli.
"""

__version__ = "0.1.0"
