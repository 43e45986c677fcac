"""Evidence: what shows that a task is done, and where it lies."""
