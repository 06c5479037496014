"""Where the figures come from: data, distances, parameters and assumptions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from routing.tables.build_settings import KEYS
from routing.tables.subjects import source_text, subject_text, value_text
from routing.travel.matrix import Source
from routing.travel.report import travel_assumptions

from .ban_words import ban_words, bound_words
from .figures import km, percent, yuan
from .html import Html, bullets, heading, paragraph, safe, table
from .words import known_word, word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routing.domain.ban import Ban
    from routing.domain.day import Day
    from routing.plan.model import Plan
    from routing.travel.matrix import Travel

NOTE = "data_note"
NOTES = (NOTE, "数据说明", "note", "备注")
"""Keys of the settings table whose text says what kind of data this is."""
NOT_SHOWN = (
    *(NOTE, "dispatcher_phone", "date", "bagging", "unusual_vehicle_yuan"),
    *("penalty_high_yuan", "penalty_normal_yuan", "penalty_low_yuan"),
)
"""Settings that stand elsewhere, or that no page may carry."""
HASH_SIGNS = 12


def data_labels(day: Day) -> list[str]:
    """Return what the settings say about the data (synthetic, measured …)."""
    extra = day.settings.extra
    return [extra[key] for key in NOTES if extra.get(key)]


def sources_html(day: Day, plan: Plan, lang: str) -> Html:
    """Return labels of the data, sources of distances and positions, hashes."""
    lines = [f"{word('LABELS', lang)}: {text}" for text in data_labels(day)]
    guessed = sum(site.position_estimated for site in day.sites.values())
    if guessed:
        lines.append(word("SOURCE_POSITIONS", lang, n=guessed, all=len(day.sites)))
    split = sum(row.estimated_split for row in day.consignments)
    if split:
        lines.append(word("SOURCE_SPLIT", lang, n=split))
    lines += [_ban_line(day, ban, lang) for ban in day.bans]
    for name, digest in sorted(plan.hashes.items()):
        label = known_word("HASH", name, lang)
        lines.append(f"{label} sha256 {digest[:HASH_SIGNS]}…")
    parts = [heading(word("SOURCES", lang))]
    if plan.distance_sources:
        parts.append(_distances(plan, lang))
    if lines:
        parts.append(bullets(lines))
    return Html("".join(parts))


def _ban_line(day: Day, ban: Ban, lang: str) -> str:
    """Return a ban and the vehicles of the day that must keep it (W1b)."""
    bound = bound_words(day, ban, lang) or word("NO_VEHICLE_BOUND", lang)
    return word("SOURCE_BAN", lang, ban=ban_words(day, ban, lang), vehicles=bound)


def _distances(plan: Plan, lang: str) -> Html:
    total = sum(plan.distance_sources.values())
    order = sorted(plan.distance_sources.items(), key=lambda row: (-row[1], row[0]))
    head = [word(f"COL_{name}", lang) for name in ("SOURCE", "KM", "SHARE", "MEANS")]
    rows = [
        [
            known_word("SOURCE", name, lang),
            f"{km(metres):,.1f}",
            f"{percent(metres, total) or 0.0:g} %",
            known_word("MEANS", name, lang),
        ]
        for name, metres in order
        if metres
    ]
    return table(head, rows, numeric=(1, 2))


def parameters_html(day: Day, plan: Plan, lang: str) -> Html:
    """Return the choices of the day and of the search that made the plan."""
    rows = [*_choices(day, lang), *_given(day, lang), *_search(plan, lang)]
    head = [word(f"COL_{name}", lang) for name in ("SUBJECT", "VALUE")]
    return Html(heading(word("PARAMETERS", lang)) + table(head, rows))


def _choices(day: Day, lang: str) -> Iterator[tuple[str, str]]:
    chosen = day.settings
    yield word("SET_BAGGING", lang), word(f"SET_{chosen.bagging.upper()}", lang)
    deferral = "YES" if chosen.economic_deferral else "NO"
    yield word("SET_DEFERRAL", lang), word(deferral, lang)
    if chosen.economic_deferral:
        for priority, cents in chosen.penalty_cents.items():
            name = known_word("PRIORITY", priority.value, lang)
            label = word("SET_PENALTY", lang, priority=name)
            yield label, f"{yuan(cents):g} {word('UNIT_YUAN', lang)}"
    yield (
        word("SET_USUAL", lang),
        word("YES" if chosen.keep_usual else "NO", lang),
    )
    if chosen.only_confirmed:
        yield word("SET_CONFIRMED", lang), word("YES", lang)
    if chosen.keep_usual:
        cents = chosen.unusual_vehicle_cents
        yield word("SET_UNUSUAL", lang), f"{yuan(cents):g} {word('UNIT_YUAN', lang)}"


def _given(day: Day, lang: str) -> Iterator[tuple[str, str]]:
    """Yield the settings of the tables that the reader knows, as written."""
    for key, text in day.settings.extra.items():
        if key in KEYS and key not in NOT_SHOWN:
            yield KEYS[key][0].split()[0] if lang == "zh" else key, text


def _search(plan: Plan, lang: str) -> Iterator[tuple[str, str]]:
    yield word("SET_SEED", lang), str(plan.seed)
    for name, value in plan.parameters.items():
        if value is not None:
            number = isinstance(value, int | float)
            kind = f"SET_{name.upper()}"
            shown = f"{value:g}" if number else known_word(kind, str(value), lang)
            yield known_word("SET", name, lang), shown
    version = plan.versions.get("gongpei")
    if version:
        yield word("SET_VERSION", lang), version


def assumptions_html(day: Day, travel: Travel, lang: str) -> Html:
    """Return the defaults that were used, those without a source marked.

    What stands for a road is listed where any distance is estimated.
    """
    title = heading(word("ASSUMPTIONS", lang))
    used = [*day.assumptions, *(travel_assumptions(day) if _guesses(travel) else ())]
    if not used:
        return Html(title + paragraph(word("ASSUMPTIONS_NONE", lang)))
    head = [word(f"COL_{name}", lang) for name in ("SUBJECT", "VALUE", "SOURCE_OF")]
    rows = [
        [subject_text(subject, lang), value_text(value, lang), _source(source, lang)]
        for subject, value, source in used
    ]
    return Html(title + paragraph(word("ASSUMED_NOTE", lang)) + table(head, rows))


def _guesses(travel: Travel) -> bool:
    return any(
        bool((matrix.source == Source.ESTIMATE).any())
        for matrix in travel.matrices.values()
    )


def _source(source: str, lang: str) -> Html:
    """Return where a value comes from; what is assumed may carry a reason."""
    assumed, reason = source_text(source, lang)
    if not assumed:
        return safe(reason)
    mark = f'<em class="est">{escape(word("ASSUMED", lang))}</em>'
    return Html(f"{mark} {escape(reason)}".rstrip())
