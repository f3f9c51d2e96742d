"""Who does things in a run."""
