"""The nouns of the API. Each module holds one: its parameters, its rules, its routes."""
