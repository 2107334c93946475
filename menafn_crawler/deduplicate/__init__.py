"""One story, many wires: which article said it first."""
