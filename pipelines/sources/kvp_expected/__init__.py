"""Participants in the qualification programme that the city expects, one budget year per text file."""
