"""What a new record begins with, and how it is laid into a folder."""
