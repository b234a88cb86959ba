"""A static timeline of armed conflicts and of the search for accountability after them.

The package reads a record of events (one Markdown file each), checks it whole, and turns it into a
cross-linked site. Its modules stand in one order, in which each imports only those before it:
rules, examples, problems, strings,
policy, images, personal_data, characters,
strict_yaml, front_matter, dates, model, faults,
markdown_limits, citations, file_system, record_files, formatting, entries, outlines, collection,
links, evidence, checks,
markup, views, exports, theme, site,
lock, swap, publish, manifest, press, archive,
source_text, settings, reports, mkdocs_plugin, commands, cli.
"""

__version__ = "0.1.0"
