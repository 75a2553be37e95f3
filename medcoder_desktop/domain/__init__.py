"""What coders talk about, as frozen values and pure functions; standard library only."""
