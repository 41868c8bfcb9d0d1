"""Pages of the reports: the list, one report, its grid, its submission, its review."""
