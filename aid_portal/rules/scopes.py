"""Paths of units: who stands below whom is a prefix, so a scope is one comparison."""

from collections.abc import Iterator, Mapping

ROOT = "/"


def path_of(parent_path: str | None, code: str) -> str:
    """`/` for the bureau, `/610324100/` for a town, `/610324100/1161324001/` for its school."""
    return ROOT if parent_path is None else f"{parent_path}{code}/"


def lies_within(path: str, scope: str) -> bool:
    return path.startswith(scope)


def moved(path: str, old: str, new: str) -> str:
    """The path of something below `old` after `old` has become `new`."""
    return new + path.removeprefix(old)


def parents_first(parents: Mapping[str, str]) -> Iterator[str]:
    """The codes, each after its parent; codes that stand in a circle are left out."""
    done: set[str] = set()
    for code in parents:
        chain = _chain(code, parents, done)
        done.update(chain)
        yield from reversed(chain)


def _chain(code: str, parents: Mapping[str, str], done: set[str]) -> list[str]:
    """From `code` upwards as far as nobody has been before; empty for a circle."""
    chain: list[str] = []
    while code in parents and code not in done:
        if code in chain:
            return []
        chain.append(code)
        code = parents[code]
    return chain
