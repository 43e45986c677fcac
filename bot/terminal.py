"""The one place that prints: what a person at the terminal is told."""


def tell(text: str) -> None:
    """Print a text at once, also where the output is a file or a pipe."""
    print(text, flush=True)  # noqa: T201 - this is the place
