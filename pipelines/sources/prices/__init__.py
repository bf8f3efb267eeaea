"""Consumer price index and the basic amount G by year."""
