"""The recap: how far all units are in a round, what is to be done, and what of it leaves the chat as a file."""
