"""The data set as files: each format once, every file whole or not at all."""
