"""A new event from answers: asked on a terminal, given as options, or read from an issue form.

``questions`` lists what can be answered, off the model; ``reading`` understands an answer, ``naming`` the names in
it; ``drafting`` makes the files of the answers, ``judging`` holds the record with them to every rule, ``saving`` puts
them on the disk. ``dialogue`` asks on a terminal, ``forms`` reads and makes the issue form.
"""
