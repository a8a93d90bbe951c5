"""Nodes and people for tests and `make demo`.

`NodeProcess` runs an onionnode, `OnionBrowser` is a browser without JavaScript, `Person` does a person's journeys with it.
"""
