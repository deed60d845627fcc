"""What a run found: the exact, private `Result`, and `Published`, what may leave the house."""
