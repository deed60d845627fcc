# ruff: noqa: N803, N806 -- the letters are those of the formulas
"""The measures once more, in plain loops over ``P[i]``, ``S[j]``, ``W[i][j]``: the oracle.

Nothing here is shared with the package; a sum over nothing is zero and so is its quotient.
"""

from __future__ import annotations


def over(a, b):
    return a / b if b > 0 else 0.0


def column(W, j):
    return [row[j] for row in W]


def dot(a, b):
    return sum(x * y for x, y in zip(a, b, strict=True))


def gravity(S, W):
    return [dot(S, row) for row in W]


def e2sfca(P, S, W):
    R = [
        over(S[j], sum(p * w for p, w in zip(P, column(W, j), strict=True))) for j in range(len(S))
    ]
    return [dot(R, row) for row in W]


def m2sfca(P, S, W):
    R = [
        over(S[j], sum(p * w for p, w in zip(P, column(W, j), strict=True))) for j in range(len(S))
    ]
    return [sum(r * w * w for r, w in zip(R, row, strict=True)) for row in W]


def three_step_fca(P, S, W):
    G = [[over(w, sum(row)) for w in row] for row in W]
    R = [over(S[j], sum(G[k][j] * W[k][j] * P[k] for k in range(len(P)))) for j in range(len(S))]
    return [sum(G[i][j] * W[i][j] * R[j] for j in range(len(S))) for i in range(len(P))]


def bfca(P, S, W):
    demand = [[over(w, sum(row)) for w in row] for row in W]
    served = [[over(row[j], sum(column(W, j))) for j in range(len(S))] for row in W]
    L = [over(S[j], sum(P[i] * demand[i][j] for i in range(len(P)))) for j in range(len(S))]
    return [sum(L[j] * served[i][j] for j in range(len(S))) for i in range(len(P))]


def mh3sfca(P, S, W):
    pull = [[s * w for s, w in zip(S, row, strict=True)] for row in W]
    p = [[over(x, sum(row)) for x in row] for row in pull]
    R = [over(S[j], sum(P[i] * p[i][j] for i in range(len(P)))) for j in range(len(S))]
    return [sum(p[i][j] * W[i][j] * R[j] for j in range(len(S))) for i in range(len(P))]


def spatial_availability(P, S, W):
    # The paper's three factors: by people, by impedance, and both combined.
    by_people = [over(p, sum(P)) for p in P]
    V = [0.0] * len(P)
    for j in range(len(S)):
        by_cost = [over(w, sum(column(W, j))) for w in column(W, j)]
        both = [a * b for a, b in zip(by_people, by_cost, strict=True)]
        for i in range(len(P)):
            V[i] += S[j] * over(both[i], sum(both))
    return V


def huff_loads(P, S, W, power=1.0):
    L = [0.0] * len(S)
    for i in range(len(P)):
        pull = [s**power * w for s, w in zip(S, W[i], strict=True)]
        for j in range(len(S)):
            L[j] += P[i] * over(pull[j], sum(pull))
    return L


def crowdedness(P, S, W):
    f = [over(P[i], sum(s * w for s, w in zip(S, W[i], strict=True))) for i in range(len(P))]
    return [sum(f[i] * W[i][j] for i in range(len(P))) for j in range(len(S))]


def v2sfca(P, S, seconds, sizes, people, ratio):
    R = []
    for j in range(len(S)):
        for size in sizes:
            inside = sum(P[i] for i in range(len(P)) if seconds[i][j] <= size * 60)
            if inside >= people:
                break
        R.append(over(S[j], inside))
    access = []
    for row in seconds:
        for size in sizes:
            total = sum(R[j] for j in range(len(S)) if row[j] <= size * 60)
            if total >= ratio:
                break
        access.append(total)
    return access


def mm2sfca(P, S, weights, shares):
    R = []
    for j in range(len(S)):
        demand = 0.0
        for W, share in zip(weights, shares, strict=True):
            demand += sum(P[i] * share[i] * W[i][j] for i in range(len(P)))
        R.append(over(S[j], demand))
    access = [0.0] * len(P)
    for W, share in zip(weights, shares, strict=True):
        for i in range(len(P)):
            access[i] += share[i] * sum(R[j] * W[i][j] for j in range(len(S)))
    return access
