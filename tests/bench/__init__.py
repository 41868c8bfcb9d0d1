"""What has a unit of time, each beside something known, in the same run: `make bench`."""
