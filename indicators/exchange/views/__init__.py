"""Pages of what goes in and out by spreadsheet."""
