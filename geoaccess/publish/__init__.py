"""Write a result: the private store and the folder that may leave the house."""
