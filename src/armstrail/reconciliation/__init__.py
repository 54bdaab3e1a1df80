"""Tell voices from repeats, and set what conflicts side by side.

Forty outlets that quote one service are one voice, not forty confirmations. This room exists so that no count of
independent sources is ever taken from a count of articles, and so that figures which differ stand beside each other
with the reason. It reports; what follows from it is for `estimation`.
"""
