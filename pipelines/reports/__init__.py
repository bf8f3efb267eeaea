"""Texts and figures for readers, made from metadata, decisions and the published warehouse.

Belongs here: what turns them into pages and files somebody reads. One module per product.

Does not: arithmetic (models, allocation), new texts about a criterion (they live in its YAML).

Next room: release.
"""
