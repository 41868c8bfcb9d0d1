"""Pages of people: in and out, the audit trail, the members."""
