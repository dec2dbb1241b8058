"""The pages: what people see who would rather look than query."""
