"""What several workers share through Redis: who is there, what is left to ask for, and one pace for all."""
