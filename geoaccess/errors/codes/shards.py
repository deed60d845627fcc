"""Notices about times worked out in shards, here or by a cluster."""

from __future__ import annotations

from geoaccess.errors.kinds import NoticeKind
from geoaccess.messages import N_

__all__ = ["KINDS"]

KINDS: tuple[NoticeKind, ...] = (
    NoticeKind(
        "GA-C530",
        "error",
        N_("A cluster is asked for, and the package dask.distributed is not installed."),
        N_("Install it with geoaccess[cluster], or leave --scheduler out."),
    ),
    NoticeKind(
        "GA-C531",
        "error",
        N_("No scheduler with workers answers at {value}: {reason}."),
        N_(
            "Start dask scheduler and dask worker, and give the scheduler's address, such as"
            " tcp://cluster:8786."
        ),
    ),
    NoticeKind(
        "GA-C532",
        "error",
        N_("A cluster is asked for without a folder of shards that its workers can see."),
        N_("Name one with --shards, under the same path on every machine."),
    ),
    NoticeKind(
        "GA-C533",
        "error",
        N_("The folder of shards lies in the folder of the result, {out}, which is made anew."),
        N_("Name another folder with --shards, outside it: one that is not handed on."),
    ),
    NoticeKind(
        "GA-O530",
        "error",
        N_("The folder of shards cannot be used: {reason}."),
        N_("Check free space and permissions, or choose another folder with --shards."),
    ),
    NoticeKind(
        "GA-O531",
        "error",
        N_("Another run works in this folder of shards."),
        N_("Wait until it is done, or choose another folder with --shards."),
    ),
    NoticeKind(
        "GA-O532",
        "error",
        N_("A worker said that the shard {shard} is done, and it is not in the folder."),
        N_("See that the workers have the same folder under the same path."),
    ),
    NoticeKind(
        "GA-O533",
        "error",
        N_("The tile {tile} is not in the folder, or is damaged."),
        N_("See that the workers have the same folder under the same path, and run again."),
    ),
    NoticeKind(
        "GA-O534",
        "error",
        N_("A worker has another version of geoaccess than this one ({here})."),
        N_("Install the same version on all machines."),
    ),
    NoticeKind(
        "GA-O535",
        "error",
        N_("The cluster did not finish a shard: {reason}."),
        N_("See that workers have memory enough, and run again: shards that are done are kept."),
    ),
)
