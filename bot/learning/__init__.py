"""Learning: what curators see of the questions, and what the clinic is taught in the chat."""
