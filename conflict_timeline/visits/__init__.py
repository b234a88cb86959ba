"""Visits to the addresses of sources: politely, safely, each address once.

From the inside out: ``hosts`` says which machines may be called, ``transport`` calls none but those, ``pacing`` says
when, ``bodies`` unpacks what comes, ``asking`` is one question and its answer, ``failures`` says in words what went
wrong, ``titles`` reads a page's title, ``visit`` is everything that is done for one address, ``memory`` keeps what was
seen in a ``notebook``, ``tour`` goes to all addresses, ``mentions`` finds them in the record, ``findings`` turns what was
seen into problems, ``report`` is the whole of it, and
``letter`` writes it for an issue.
"""
