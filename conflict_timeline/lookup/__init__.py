"""What somebody asks of the record at a terminal: one event, its links, the counts.

Each answer is a ``Shape``: plain data, which is also its JSON, and from which its text is made. What an answer holds
is described by the schema that its fields generate; ``Shape.version`` rises when a reader of it would break.
"""
