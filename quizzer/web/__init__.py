"""`quizzer host`: a room full of people, in their browsers."""
