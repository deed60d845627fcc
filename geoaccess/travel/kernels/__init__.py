"""Kernels that find the fastest way along streets: the same whole numbers from each.

::

    units.py          seconds as whole numbers, so that sums do not depend on their order
    doors.py          places as the two ends of their street, and how long it takes to get there
    choice.py         which of the following a workload is for
    search.py         few sites: one search from each (scipy)
    nearest.py        only the nearest site: one search from all at once (scipy)
    bounded.py        short trips: searches that stop, and tell only what they reach
    reached.py        those who leave from there, and how long they take
    short.py          those as a table, where many sites are in reach of few
    lists.py          lists that grow in compiled loops
    chains.py         many sites: which vertices are bends, between one crossing and the next
    contraction.py    those taken together: the network of crossings, and trips on it
    dissection.py     an order of the crossings, by which a map falls apart
    orders.py         the order, kept on disk
    elimination.py    the shortcuts that order may need, whatever the speeds
    customisation.py  how long each shortcut takes, at given speeds
    hierarchy.py      all of these together, from chains on
    sweep.py          from the doors of the origins to 32 sites at once
    starts.py         the origins in the order in which a sweep passes them
    lanes.py          the innermost steps in vector instructions
    blocks.py         times in blocks of 32 sites, for whoever wants them
    consumers.py      what is done with a block that is not kept
"""
