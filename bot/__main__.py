"""The command line `klinik-rb`."""

import argparse
import asyncio
import os
import sys
from io import TextIOWrapper
from pathlib import Path

# Before the library is imported: with it, durations come as timedelta and no warning is given.
os.environ.setdefault("PTB_TIMEDELTA", "1")

from bot.errors import KlinikError
from bot.terminal import tell

DEMO_PORT = 8099


def main() -> None:
    """Run the command given in the arguments."""
    arguments = _parser().parse_args()
    try:
        sys.exit(arguments.do(arguments))
    except KlinikError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read along has seen enough (`klinik-rb ask --jsonl | head`); nothing more can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="klinik-rb", description="Klinik reformasi birokrasi di Telegram.")
    commands = parser.add_subparsers(required=True, metavar="perintah")
    add = commands.add_parser
    run = add("run", help="layani (tanpa TELEGRAM_TOKEN: peragaan di komputer ini)")
    run.set_defaults(do=_run)
    demo = add("demo", help="peragaan dengan halaman obrolan di komputer ini")
    demo.add_argument("--port", type=int, default=DEMO_PORT)
    demo.add_argument("--no-browser", action="store_true", help="jangan membuka peramban")
    demo.set_defaults(do=_demo)
    ask = add("ask", help="bertanya dari terminal")
    ask.add_argument("question", nargs="?", help="pertanyaan")
    ask.add_argument("--jsonl", action="store_true", help='satu objek {"q": …, "prev": …?} per baris dari stdin')
    ask.set_defaults(do=_ask)
    check = add("check", help="periksa isi YAML")
    check.add_argument("folder", nargs="?", type=Path, help="folder isi instansi, atau isi lengkap")
    check.set_defaults(do=_check)
    _add_evaluation(add("evaluate", help="nilai jawaban atas berkas pertanyaan"))
    _add_database_commands(add("db", help="cadangan dan pembaruan basis data"))
    return parser


def _add_evaluation(evaluate: argparse.ArgumentParser) -> None:
    evaluate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="satu objek JSON per baris")
    evaluate.add_argument("--json", type=Path, metavar="FILE", help="tulis juga angka dan tiap hasilnya ke sini")
    evaluate.add_argument("--misses", type=int, default=10, metavar="N", help="yang paling meleset (bawaan 10)")
    evaluate.add_argument("--existing", action="store_true", help="hitung juga hanya yang topiknya sudah ada")
    other = evaluate.add_mutually_exclusive_group()
    other.add_argument("--gate", type=Path, metavar="FILE", help="gagal bila ada angka turun dari yang diterima")
    other.add_argument("--accept", type=Path, metavar="FILE", help="terima angka sekarang: tulis ke sini")
    other.add_argument("--leaks", action="store_true", help="gagal bila ada frasa isi yang sama dengan pertanyaan")
    evaluate.set_defaults(do=_evaluate)


def _add_database_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="perintah", dest="command")
    commands.add_parser("upgrade", help="perbarui susunan basis data")
    for name, words in (("backup", "tulis cadangan"), ("restore", "pulihkan cadangan ke basis data kosong")):
        commands.add_parser(name, help=words).add_argument("file", type=Path)
    parser.set_defaults(do=_database)


def _run(_: argparse.Namespace) -> int:
    from bot.logs import configure_logging
    from bot.settings import read_settings

    settings = read_settings()
    configure_logging(settings.log_level)
    if settings.telegram_token is None:
        from bot.demo import run_demo

        tell("TELEGRAM_TOKEN belum diisi, jadi ini peragaan di komputer Anda sendiri.")
        asyncio.run(run_demo(DEMO_PORT, browser=sys.stdout.isatty()))
    else:
        from bot.serving import run

        asyncio.run(run(settings))
    return 0


def _demo(arguments: argparse.Namespace) -> int:
    from bot.demo import run_demo
    from bot.logs import configure_logging

    configure_logging("INFO")
    asyncio.run(run_demo(arguments.port, browser=not arguments.no_browser))
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    from bot.asking.terminal import QuestionError, ask_lines, ask_once
    from bot.content import content_folders, read_library, shelf_of
    from bot.settings import read_settings

    if not arguments.question and not arguments.jsonl:
        raise QuestionError('Tulis pertanyaannya: klinik-rb ask "nilai minimal wbk berapa"')
    settings = read_settings()
    # Asking leaves no folder behind where none was: only a house that is there already has a shelf.
    shelf = shelf_of(settings) if shelf_of(settings).parent.is_dir() else None
    index = read_library(content_folders(settings), shelf=shelf).index
    if arguments.jsonl:
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
        for line in ask_lines(index, sys.stdin):
            tell(line)
    else:
        tell(ask_once(index, arguments.question))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from bot.content import check_content
    from bot.settings import read_settings

    return check_content(read_settings(), arguments.folder)


def _evaluate(arguments: argparse.Namespace) -> int:
    from bot.content import built_in_folder, content_folders, read_library
    from bot.evaluation import commands
    from bot.settings import read_settings

    files = commands.read_files(arguments.files)
    # The accepted run is the same on every machine: an agency's own content has no part in it.
    by_itself = arguments.gate or arguments.accept
    folders = [built_in_folder()] if by_itself else content_folders(read_settings())
    index = read_library(folders).index
    if arguments.leaks:
        return commands.print_leaks(index, files)
    if arguments.accept:
        return commands.accept(index, files, arguments.accept)
    if arguments.gate:
        return commands.hold(index, files, arguments.gate)
    return commands.print_report(
        index, files, max(0, arguments.misses), only_existing=arguments.existing, json_file=arguments.json
    )


def _database(arguments: argparse.Namespace) -> int:
    from bot.database.commands import run_command
    from bot.settings import read_settings

    tell(asyncio.run(run_command(read_settings(), arguments.command, getattr(arguments, "file", None))))
    return 0


if __name__ == "__main__":
    main()
