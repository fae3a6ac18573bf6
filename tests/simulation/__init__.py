"""A simulated learner takes the whole bank in different ways: which leaves the most known?"""
