"""What one state of a record has that another has not: events, fields, links, sources, claims, and the pages that change."""
