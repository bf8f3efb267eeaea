"""Budget frames of the functional areas, the years side by side."""
