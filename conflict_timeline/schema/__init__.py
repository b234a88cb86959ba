"""JSON Schema 2020-12 of every file of a record, and of every answer as JSON, generated from the model.

An editor completes and underlines with it. What it underlines, the check refuses; it takes whatever the check takes.
Ids of the registry are offered and never demanded: a list of them that is older than the registry stays right.
"""
