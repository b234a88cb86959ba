"""The text below the front matter: citations, links, paragraphs, whose words they are, and what they may cost."""
