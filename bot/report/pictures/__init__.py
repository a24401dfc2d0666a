"""The pictures of a report, one a file, as inline SVG with a text alternative."""
