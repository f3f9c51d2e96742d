"""What a guest list would change, doing it, and undoing it."""
