"""`python -m tests.mutants`: takes one safeguard away at a time and shows which test notices.

Works on a copy of the project; nothing here is changed. Exits with 1 when a safeguard is missed by nobody.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).parent.parent
PATIENCE = 120
PARTS = ("bot", "knowledge", "reminders", "tests", "pyproject.toml")


@dataclass(frozen=True)
class Mutant:
    """A safeguard, where it stands, what stands there instead, and the test that must turn red."""

    safeguard: str
    file: str
    code: str
    instead: str
    test: str


MUTANTS = (
    Mutant(
        "deduplication: an update is applied once",
        "bot/inbox.py",
        "    return changed == 1",
        "    return changed <= 1",
        "tests/e2e/test_turns.py::test_an_update_already_applied_changes_nothing_more",
    ),
    Mutant(
        "deduplication: an update is taken over once",
        "bot/inbox.py",
        "    return added == 1",
        "    return True",
        "tests/bot/test_inbox.py",
    ),
    Mutant(
        "escaping of what people typed",
        "bot/markup.py",
        "    return _escape(text, quote=False)",
        "    return text",
        "tests/bot/test_markup.py::test_what_a_person_typed_is_shown_letter_by_letter",
    ),
    Mutant(
        "the savepoint of a unit of work",
        "bot/database/units.py",
        '        connection.execute("ROLLBACK TO SAVEPOINT unit")\n',
        "",
        "tests/bot/database/test_units.py::test_a_failing_unit_is_rolled_back_alone",
    ),
    Mutant(
        "one process a database",
        "bot/database/sqlite.py",
        "        self._lock.acquire()\n",
        "        pass\n",
        "tests/bot/database/test_units.py::test_one_process_a_database",
    ),
    Mutant(
        "a failed handler is a failed turn",
        "bot/routing.py",
        "        raise error",
        "        return False",
        "tests/e2e/test_turns.py::test_a_handler_that_raises_leaves_nothing_behind",
    ),
    Mutant(
        "effects are kept until they are sent",
        "bot/app.py",
        "        await self._courier.recover(before)\n",
        "",
        "tests/e2e/test_turns.py::test_what_was_committed_but_not_sent_is_sent_after_a_restart",
    ),
    Mutant(
        "updates are kept until they are applied",
        "bot/app.py",
        "        await self.intake.recover(before)\n",
        "",
        "tests/e2e/test_turns.py::test_what_was_stored_but_not_applied_is_applied_after_a_restart",
    ),
    Mutant(
        "a commit that only seemed lost",
        "bot/intake.py",
        "if uncertain else []",
        "if False else []",
        "tests/e2e/test_outages.py::test_a_commit_that_only_seemed_lost_loses_nothing_and_says_nothing_twice",
    ),
    Mutant(
        "an old offset is not trusted",
        "bot/polling.py",
        "            self._offset = None\n",
        "            pass\n",
        "tests/e2e/test_telegram_misbehaves.py::test_an_offset_is_not_trusted_after_six_quiet_days",
    ),
    Mutant(
        "the webhook's secret",
        "bot/webhook.py",
        "        if not hmac.compare_digest(given, self._secret):",
        "        if False:",
        "tests/bot/test_webhook.py",
    ),
    Mutant(
        "no token in the log",
        "bot/logs.py",
        "        return redact(super().format(record))",
        "        return super().format(record)",
        "tests/bot/test_logs.py::test_a_traceback_is_redacted_too",
    ),
    Mutant(
        "faulty content does not replace the last good version",
        "knowledge/loading.py",
        "        raise ContentError(tuple(sorted(set(faults))))",
        "        pass",
        "tests/e2e/test_content_in_service.py::test_a_faulty_edit_keeps_the_last_good_version_and_tells_the_admins_where",
    ),
    Mutant(
        "the table of rights",
        "bot/gate.py",
        "    if need is None or not await _may(update, context, need):",
        "    if False:",
        "tests/e2e/test_rights.py",
    ),
    Mutant(
        "what concerns oneself is not shown to a group",
        "bot/gate.py",
        "    if need.private and not _in_private(update):",
        "    if False:",
        "tests/e2e/test_rights.py",
    ),
    Mutant(
        "a role is held in the unit that the thing belongs to",
        "bot/rights.py",
        "bool(held if units is None else held & units)",
        "bool(held)",
        "tests/e2e/test_rights.py",
    ),
    Mutant(
        "compare-and-swap of a request to join",
        "bot/people/requests.py",
        " AND version = :version AND state = 'waiting' RETURNING *",
        " AND :version >= 0 RETURNING *",
        "tests/e2e/test_people_joining.py::test_of_two_who_decide_one_wins_and_the_other_sees_who",
    ),
    Mutant(
        "wrong links and codes are counted",
        "bot/people/attempts.py",
        " if len(rows) == MOST else None",
        " if False else None",
        "tests/e2e/test_people_joining.py::test_five_wrong_links_lock_for_an_hour",
    ),
    Mutant(
        "nothing of a person is left behind",
        "bot/people/forgetting.py",
        "    \"UPDATE audit SET subject = 0 WHERE kind = 'role' AND subject = :me\",\n",
        "",
        "tests/e2e/test_people_forgetting.py::test_afterwards_no_table_knows_the_person",
    ),
    Mutant(
        "compare-and-swap of an escalation",
        "bot/escalations/moves.py",
        "    wanted = change(seen) if seen.version == tap.version else None",
        "    wanted = change(seen)",
        "tests/e2e/test_escalations.py::test_of_two_who_take_it_up_one_wins_and_the_other_sees_how_it_stands",
    ),
    Mutant(
        "an asker's own words are escaped for the coordinators",
        "bot/escalations/views.py",
        "<blockquote>{escape(shorten(text, limit))}</blockquote>",
        "<blockquote>{shorten(text, limit)}</blockquote>",
        "tests/e2e/test_escalations.py::test_what_an_asker_typed_is_shown_letter_by_letter",
    ),
    Mutant(
        "dedup key: an intent is queued once",
        "reminders/outbox.py",
        "        key=key,\n        urgency=urgency,\n",
        "        key=f\"{key} {on.one('SELECT count(*) AS many FROM outbox')}\",\n        urgency=urgency,\n",
        "tests/reminders/test_delivery.py::test_an_intent_is_queued_once",
    ),
    Mutant(
        "pacer window: no second holds more than the limit",
        "reminders/pacing.py",
        "        whole_second = self._second[0] + 1.0 if len(self._second) == self.pace.overall else -inf",
        "        whole_second = -inf",
        "tests/reminders/test_pacing.py::test_no_window_exceeds_a_limit",
    ),
    Mutant(
        "a slow tap is answered in time",
        "bot/intake.py",
        "        return asyncio.create_task(self._answer_emptily(query_id)) if isinstance(query_id, str) else None",
        "        return None",
        "tests/e2e/test_turns.py::test_a_slow_tap_is_answered_emptily_after_five_seconds",
    ),
    Mutant(
        "the quiet hours",
        "reminders/hours.py",
        "            elif (end := self.quiet.end_around(local)) > local:",
        "            elif (end := local) > local:",
        "tests/reminders/test_planning.py::test_nothing_goes_out_in_the_evening_and_the_morning_after_it_does",
    ),
    Mutant(
        "the ledger of reminders: a rung is handled once",
        "reminders/planning.py",
        "            if step.mark not in self._state.ledger:",
        "            if step.mark:",
        "tests/reminders/test_planning.py::test_when_all_is_handled_there_is_nothing_to_wait_for",
    ),
)


def noticed(mutant: Mutant, copy: Path) -> bool:
    """Whether the named test fails without the safeguard."""
    file = copy / mutant.file
    whole = file.read_text()
    if mutant.code not in whole:
        raise SystemExit(f"{mutant.file}: not found: {mutant.code!r}")
    file.write_text(whole.replace(mutant.code, mutant.instead, 1))
    command = [sys.executable, "-m", "pytest", "-x", "--timeout", "30", "-p", "no:cacheprovider", mutant.test]
    try:
        return subprocess.run(command, cwd=copy, capture_output=True, check=False, timeout=PATIENCE).returncode == 1
    except subprocess.TimeoutExpired:
        return True  # a run that never ends passes nowhere
    finally:
        file.write_text(whole)


def main() -> int:
    """Try all mutants and print what became of each."""
    survivors = 0
    with TemporaryDirectory(prefix="klinik-mutants-") as folder:
        for part in PARTS:
            source = PROJECT / part
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, Path(folder) / part)
        for mutant in MUTANTS:
            red = noticed(mutant, Path(folder))
            survivors += not red
            print(f"{'noticed' if red else 'MISSED '}  {mutant.safeguard}  [{mutant.test}]", flush=True)
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
