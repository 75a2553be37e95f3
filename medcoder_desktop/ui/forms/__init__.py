"""Forms: what a person types by hand, checked as one types."""
