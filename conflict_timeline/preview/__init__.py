"""The live preview of ``serve``: the site in memory, made anew when a file changes, with what is wrong told on its pages.

``watch`` says which files changed, ``standing`` what of a record with errors can be shown, ``setting`` what MkDocs makes
of everything but the record, ``edition`` answers addresses from one state of both, ``session`` makes one edition after
another, ``panel`` puts problems on pages, ``hosts`` and ``server`` speak HTTP.
"""
