"""Benchmarks: how long builds take, and how they grow, beside plain Material for MkDocs."""
