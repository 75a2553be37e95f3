"""What an office decides once for all its visits and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from medcoder_desktop.domain.errors import InputError
from medcoder_desktop.domain.reading_limits import LIMITS, ReadingLimits

EVIDENCE_NEEDED = "evidence.needed"
WATCHED_FOLDER = "watched.folder"
_LIMIT = "limit."
YES, NO = "yes", "no"
_EVIDENCE = "A code without evidence keeps its claim from being finished"


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """The decisions; those of an office that has decided nothing are the defaults.

    Attributes:
        evidence_needed: Whether a visit with a code that has no evidence may not be finished.
        watched_folder: Folder whose new files wait to be brought in; empty for none.
        limits: What is larger is refused.
    """

    evidence_needed: bool = False
    watched_folder: str = ""
    limits: ReadingLimits = ReadingLimits()


@dataclass(frozen=True, slots=True)
class NamedSetting:
    """One decision, as a person reads and writes it.

    Attributes:
        name: What it is called in the store and on the command line.
        value: Its value as text.
        words: What it decides.
    """

    name: str
    value: str
    words: str


def named_settings(settings: OfficeSettings) -> tuple[NamedSetting, ...]:
    """Every decision by name, in the order in which they are shown."""
    needed = YES if settings.evidence_needed else NO
    limits = (
        NamedSetting(
            f"{_LIMIT}{name}",
            str(getattr(settings.limits, name)),
            f"{limit.words} ({limit.unit})" if limit.unit else limit.words,
        )
        for name, limit in LIMITS.items()
    )
    return (
        NamedSetting(EVIDENCE_NEEDED, needed, _EVIDENCE),
        NamedSetting(WATCHED_FOLDER, settings.watched_folder, "Folder watched for new files"),
        *limits,
    )


def settings_from(stored: Mapping[str, str]) -> OfficeSettings:
    """The decisions from what is stored; what cannot be read counts as not decided."""
    settings = OfficeSettings()
    for name, value in stored.items():
        try:
            settings = with_value(settings, name, value)
        except InputError:
            continue  # a setting of another version
    return settings


def with_value(settings: OfficeSettings, name: str, text: str) -> OfficeSettings:
    """The decisions with one of them changed.

    Args:
        name: As :func:`named_settings` names it.
        text: Its new value.

    Raises:
        InputError: There is no setting of this name, or it cannot have this value.
    """
    text = text.strip()
    if name == EVIDENCE_NEEDED:
        if text not in (YES, NO):
            raise InputError("setting.yes_or_no", words=_EVIDENCE, text=text)
        return replace(settings, evidence_needed=text == YES)
    if name == WATCHED_FOLDER:
        return replace(settings, watched_folder=text)
    limit = LIMITS.get(name.removeprefix(_LIMIT)) if name.startswith(_LIMIT) else None
    if limit is None:
        raise InputError("setting.unknown", text=name, names=", ".join(setting_names()))
    plain = text.replace(",", "")
    fits = plain.isascii() and plain.isdigit() and len(plain) < 12
    if not fits or not limit.least <= int(plain) <= limit.most:
        raise InputError(
            "setting.not_in_range", words=limit.words, text=text, least=limit.least, most=limit.most
        )
    changed = {name.removeprefix(_LIMIT): int(plain)}
    return replace(settings, limits=replace(settings.limits, **changed))


def setting_names() -> tuple[str, ...]:
    """Names of all settings."""
    return tuple(each.name for each in named_settings(OfficeSettings()))
