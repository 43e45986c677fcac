"""How well the clinic answers: files of questions with what settles them, and the counting of what comes back."""
