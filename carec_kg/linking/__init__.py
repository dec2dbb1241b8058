"""Links to other graphs: records of decisions, suggestions, checks; online only to an endpoint that is named."""
