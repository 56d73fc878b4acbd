"""What stops a recording, in words for whoever started it."""


class Problem(Exception):
    """Something is missing, or did not come about: its text says what was expected."""
