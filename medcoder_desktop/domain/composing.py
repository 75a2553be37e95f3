"""Makes a release from an earlier one and what is known of the new: changes, or its codes."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import replace

from medcoder_desktop.domain.code_changes import ChangeAction, CodeChange
from medcoder_desktop.domain.codes import Code, CodeLevel, CodeSystem, compact
from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.tabular import CodeTitle, TabularEntry

_CATEGORY = 3
"""Characters of a category's code."""


def with_changes(
    base: Iterable[TabularEntry], changes: Iterable[CodeChange]
) -> Iterator[TabularEntry]:
    """The tabular list after a list of changes; new entries have no notes yet.

    Raises:
        InputError: A change does not fit the base: it deletes, retitles or splits a code that
            is not there, or adds one that is.
    """
    book = _Book(base)
    for change in changes:
        if change.action is ChangeAction.ADD:
            book.add(change)
        elif change.action is ChangeAction.DELETE:
            book.delete(change.code)
        else:
            book.revise(change)
    return book.entries()


def with_titles(
    base: Iterable[TabularEntry], titles: Iterable[CodeTitle]
) -> Iterator[TabularEntry]:
    """The tabular list that has exactly these billable codes; headings and notes of the base."""
    book = _Book(base)
    kept: set[str] = set()
    for each in titles:
        kept.add(each.code)
        if book.has(each.code):
            book.revise(_valid(ChangeAction.TO_BILLABLE, each))
        else:
            book.add(_valid(ChangeAction.ADD, each))
    book.keep_only(kept)
    return book.entries()


def _valid(action: ChangeAction, each: CodeTitle) -> CodeChange:
    return CodeChange(action, each.code, billable=True, title=each.title)


def _level(code: str, *, billable: bool) -> CodeLevel:
    """Where the readers of whole lists put an entry: a category that is billable is a code."""
    if billable:
        return CodeLevel.CODE
    return CodeLevel.CATEGORY if len(code) == _CATEGORY else CodeLevel.SUBCATEGORY


class _Book:
    """A tabular list that can be changed before it is written."""

    def __init__(self, base: Iterable[TabularEntry]) -> None:
        self._entries: dict[str, TabularEntry] = {}
        # Dicts without values: they keep the order, and a code is taken out of thousands at once.
        self._below: dict[str, dict[str, None]] = {}
        self._added: set[str] = set()
        for entry in base:
            self._entries[entry.code.code] = entry
            self._below.setdefault(entry.code.parent, {})[entry.code.code] = None
        self._sections = [
            (*code.split("-", 1), code)
            for code, entry in self._entries.items()
            if entry.code.level is CodeLevel.SECTION and "-" in code
        ]
        self._categories = sorted(code for code in self._entries if len(code) == _CATEGORY)

    def has(self, code: str) -> bool:
        return code in self._entries

    def add(self, change: CodeChange) -> None:
        """Put a new entry under the longest heading it begins with."""
        if change.code in self._entries:
            raise InputError("changes.there", code=change.code)
        parent = self._heading_for(change.code)
        level = _level(change.code, billable=change.billable)
        code = Code(CodeSystem.ICD10CM, change.code, change.title, level, change.billable, parent)
        self._entries[change.code] = TabularEntry(code)
        self._place(change.code, parent)
        if len(change.code) == _CATEGORY:
            insort(self._categories, change.code)

    def delete(self, code: str) -> None:
        entry = self._entries.pop(code, None)
        if entry is None:
            raise InputError("changes.missing", code=code)
        del self._below[entry.code.parent][code]
        if len(code) == _CATEGORY:
            self._categories.remove(code)

    def revise(self, change: CodeChange) -> None:
        entry = self._entries.get(change.code)
        if entry is None:
            raise InputError("changes.missing", code=change.code)
        code = entry.code
        billable = code.billable if change.action is ChangeAction.RETITLE else change.billable
        level = _level(code.code, billable=billable)
        revised = replace(code, title=change.title or code.title, billable=billable, level=level)
        self._entries[change.code] = replace(entry, code=revised)

    def keep_only(self, billable: set[str]) -> None:
        """Drop billable codes that are not listed, and headings left with nothing below."""
        for code, entry in list(self._entries.items()):
            if entry.code.billable and code not in billable:
                self.delete(code)
        for code in reversed(list(self._entries)):
            entry = self._entries[code]
            if not entry.code.billable and not self._below.get(code):
                self.delete(code)

    def entries(self) -> Iterator[TabularEntry]:
        """The list in book order. An entry whose parent went moves up to the next heading."""
        orphans = [
            entry
            for entry in self._entries.values()
            if entry.code.parent and entry.code.parent not in self._entries
        ]
        for entry in orphans:
            parent = self._heading_for(entry.code.code)
            del self._below[entry.code.parent][entry.code.code]
            self._place(entry.code.code, parent)
            self._entries[entry.code.code] = replace(entry, code=replace(entry.code, parent=parent))
        waiting = self._in_order("")[::-1]
        while waiting:
            code = waiting.pop()
            yield self._entries[code]
            waiting += self._in_order(code)[::-1]

    def _place(self, code: str, parent: str) -> None:
        self._below.setdefault(parent, {})[code] = None
        self._added.add(code)

    def _in_order(self, parent: str) -> list[str]:
        """The entries right below one: by their letters, or as the book has them.

        Where the book has an order of its own (C4A behind C43), a new entry stands behind the
        last one that comes before it.
        """
        siblings = list(self._below.get(parent, ()))
        known = [code for code in siblings if code not in self._added]
        if known == sorted(known, key=compact):
            return sorted(siblings, key=compact)
        for code in sorted((code for code in siblings if code in self._added), key=compact):
            before = [place for place, each in enumerate(known, 1) if compact(each) < compact(code)]
            known.insert(before[-1] if before else 0, code)
        return known

    def _heading_for(self, code: str) -> str:
        """The longest heading a code begins with, else the section or chapter around it."""
        plain = compact(code)
        for length in range(len(plain) - 1, 2, -1):
            shorter = plain[:length] if length <= 3 else f"{plain[:3]}.{plain[3:length]}"
            if shorter in self._entries:
                return shorter
        return self._around(plain[:3])

    def _around(self, category: str) -> str:
        """The narrowest section that spans a category; a neighbour's place where none does."""
        around = [
            (first, last, code) for first, last, code in self._sections if first <= category <= last
        ]
        if around:
            # The narrowest begins latest, and of those that begin together ends first.
            first = max(each[0] for each in around)
            return min((each for each in around if each[0] == first), key=lambda each: each[1])[2]
        place = bisect_right(self._categories, category)
        return self._entries[self._categories[place - 1]].code.parent if place else ""
