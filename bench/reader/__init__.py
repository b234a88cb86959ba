"""Measures what a reader waits for: our timeline beside a plain list and beside timelines from the npm registry.

Read ``contestants``, who is measured; ``record``, what all of them show; ``peers``, which makes their pages;
``serving`` and ``visit``, which measure one visit; ``results``, which compares.
"""
