"""Copies of sources in an archive: asked for through Save Page Now's interface (SPN2), written into the record.

``account`` says which archive and whose keys, ``calling`` speaks with a service that may be busy, ``service`` knows its interface, ``ordering`` brings one address to a
copy, ``keeping`` goes through the files of the record and writes into each what there is for it.
"""
