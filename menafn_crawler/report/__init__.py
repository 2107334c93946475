"""What is in the store, told to people."""
