"""The record in other forms, for the reader's scripts and for other programs; nothing here knows a page's looks."""
