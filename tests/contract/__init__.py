"""Contracts that hold over the whole project: direction, metadata, pure import, tree, wheel, tools."""
