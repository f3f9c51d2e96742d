"""What a table of guests is: its sheets, its columns, its rows."""
