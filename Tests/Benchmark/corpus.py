"""Writes a vault of handbook-like notes: corpus.py N OUT [--flavour site|hugo].

Both flavours hold the same text. They differ in what the two programs call a folder's own note
(index.md, _index.md), and in how notes link (`[[note#Heading|label]]`, `[label](../a/note.md#b)`).
Note i of N is always the same, byte for byte.
"""

import argparse
import os
from random import Random


def phrases(text: str) -> list[str]:
    return text.strip().replace("\n", "|").split("|")


SUBJECTS = phrases("""
the worker|the event loop|a task group|the scheduler|each thread|the queue|a process pool
the main thread|the lock|every request|a coroutine|the batch job|the team on call|the reviewer
a timer|the connection pool|the supervisor|an idle consumer|the rate limiter|a slow client
the cache|the writer|a background task|the release branch|the retry policy|the dashboard
""")
VERBS = phrases("""
waits for|wakes|hands over|cancels|retries|measures|blocks|releases|collects|shares|copies
closes|reports|drains|replaces|limits|orders|records|starves|protects|delays|restarts
""")
OBJECTS = phrases("""
the next result|all open sockets|a bounded buffer|its own state|the oldest entry|one permit
the shared counter|a snapshot of the table|every failed attempt|the deadline|half of the work
a message of two fields|the remaining children|the signal handler|the result of the query
two readers|the file it was given|the exception group|its context variables|an unfinished future
the heartbeat|whatever came last|the limit of the account|the plan for the week
""")
ENDINGS = phrases("""
before the first byte is sent|when nobody listens any more|unless the budget is spent
as long as the lock is held|at the end of each round|without a copy|in the order of arrival
until the last child has ended|even though the pool is full|once per second
on every platform we use|after the third failure|so that the others can go on|in a fresh process
while the loop is idle|because the default is too small|which the tests can't see
as the checklist says
""")
MARKED = ["asyncio.run", "Thread.join", "queue.Full", "TaskGroup", "timeout=None", "SIGTERM"]
ADJECTIVES = """
Bounded Cooperative Graceful Idle Nested Ordered Parallel Preemptive Quiet Shared Structured
Unbuffered Weighted Layered Delayed Monitored
""".split()
NOUNS = """
Backpressure Barrier Cancellation Channel Deadline Executor Fanout Handover Lease Mailbox
Pipeline Quorum Retry Semaphore Shutdown Snapshot Timeout Worker
""".split()
ACTIONS = "Choosing Closing Limiting Measuring Planning Reading Sharing Starting Testing".split()
THINGS = phrases("""
the queue|a deadline|the pool|shared state|failed tasks|the limits|slow clients|the numbers
old results|a release
""")
SECTIONS = """
basics channels clocks deadlines errors executors graphs handlers journals kernels locks memory
networks observers pipelines queues recipes schedulers signals storage tasks testing threads
timers
""".split()
TAGS = [f"{a}{b}" for a in ("", "how-to-", "team-") for b in (
    "asyncio threads processes locks queues timeouts testing metrics releases incidents").split()]
CALLOUTS = ["note", "tip", "important", "warning", "caution"]
NAMES = """
amount batch cursor delay entry frame guard handle item job key limit mark node offer part quota
rate slot token unit value width yielded
""".split()
NOTES_PER_FOLDER = 40


class Corpus:
    def __init__(self, count: int, flavour: str):
        self.count, self.flavour = count, flavour
        sections = SECTIONS[: max(4, min(len(SECTIONS), count // 100))]
        groups = -(-count // NOTES_PER_FOLDER // len(sections))
        self.folders = [
            name if groups <= 1 else f"{name}/group-{group}"
            for name in sections for group in range(1, max(1, groups) + 1)]
        self.index_name = "_index.md" if flavour == "hugo" else "index.md"
        self.first_note = {"": 0}
        for i in reversed(range(count)):
            folder = self.folder(i)
            self.first_note[folder] = self.first_note[folder.split("/")[0]] = i

    def folder(self, i: int) -> str:
        return self.folders[i * len(self.folders) // self.count]

    def title(self, i: int) -> str:
        # Two factors without a common divisor, so that neighbours differ in both words.
        return f"{ADJECTIVES[i * 7 % len(ADJECTIVES)]} {NOUNS[i * 5 % len(NOUNS)]} {i}"

    def name(self, i: int) -> str:
        return slug(self.title(i))

    def path(self, i: int) -> str:
        return f"{self.folder(i)}/{self.name(i)}.md"

    def headings(self, i: int) -> list[str]:
        random = Random(f"headings {self.count} {i}")
        pairs = random.sample(range(len(ACTIONS) * len(THINGS)), random.randint(3, 6))
        return [f"{ACTIONS[p % len(ACTIONS)]} {THINGS[p // len(ACTIONS)]}" for p in pairs]

    def link(self, folder: str, target: int, label: str | None, heading: str | None) -> str:
        name = self.name(target)
        if self.flavour == "site":
            anchor = f"#{heading}" if heading else ""
            return f"[[{name}{anchor}|{label}]]" if label or heading else f"[[{name}]]"
        anchor = f"#{slug(heading)}" if heading else ""
        path = os.path.relpath(self.path(target), folder or ".")
        return f"[{label or name}]({path}{anchor})"

    def note(self, i: int, revision: int = 0) -> str:
        random = Random(f"note {self.count} {i}")
        headings = self.headings(i)
        goal = random.randint(340, 680)
        sections = [[paragraph(random)] for _ in range(len(headings) + 1)]
        while words(sections) < goal:
            random.choice(sections).append(paragraph(random))
        self.add_links(i, random, sections)
        if revision:
            sections[0][0] = f"This is marker{revision}x, an edit. " + sections[0][0]
        random.choice(sections)[0] += "[^1]"
        blocks = [code(random, i) for _ in range(random.randint(1, 2))]
        for block in [*blocks, table(random), bullets(random), callout(random)]:
            random.choice(sections[1:]).append(block)
        tags = "".join(f"  - {tag}\n" for tag in sorted(random.sample(TAGS, random.randint(2, 4))))
        date = f"{random.randint(2019, 2025)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        text = f'---\ntitle: "{self.title(i)}"\ntags:\n{tags}date: {date}\n---\n\n'
        for level, (heading, section) in enumerate(zip([None, *headings], sections)):
            if heading:
                # Every third is a subheading.
                text += f"{'###' if level % 3 == 0 else '##'} {heading}\n\n"
            text += "\n\n".join(section) + "\n\n"
        return text + f"[^1]: {sentence(random)}\n"

    def add_links(self, i: int, random: Random, sections: list[list[str]]) -> None:
        for _ in range(random.randint(3, 5)):
            # Most links stay near, some lead to a few popular notes.
            near = random.random() < 0.7
            target = i + random.randint(1, 30) if near else int(self.count * random.random() ** 3)
            # Never to itself, because the two programs write such links differently.
            target = (target if target % self.count != i else i + 1) % self.count
            heading = random.choice(self.headings(target)) if random.random() < 0.3 else None
            label = random.choice(OBJECTS) if heading or random.random() < 0.8 else None
            link = self.link(self.folder(i), target, label, heading)
            section = random.choice(sections)
            section[0] += f" See {link} {random.choice(ENDINGS)}."

    def index(self, folder: str) -> str:
        random = Random(f"folder {self.count} {folder}")
        title = folder.split("/")[-1].replace("-", " ").capitalize() or "Handbook"
        link = self.link(folder, self.first_note[folder], "the first note", None)
        matter = f'---\ntitle: "{title}"\ndate: 2025-06-01\n---\n\n'
        return f"{matter}{paragraph(random)} Begin with {link}.\n"

    def write(self, out: str) -> None:
        for folder in sorted(self.first_note):
            os.makedirs(os.path.join(out, folder), exist_ok=True)
            write(os.path.join(out, folder, self.index_name), self.index(folder))
        for i in range(self.count):
            write(os.path.join(out, self.path(i)), self.note(i))
        if self.flavour == "site":
            write(os.path.join(out, "site.yml"), SETTINGS)


SETTINGS = "title: Handbook\nbase-url: https://handbook.example.org/\n"


def write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def slug(text: str) -> str:
    return text.lower().replace(" ", "-")


def words(sections: list[list[str]]) -> int:
    return sum(text.count(" ") + 1 for section in sections for text in section)


def sentence(random: Random) -> str:
    subject, verb = random.choice(SUBJECTS), random.choice(VERBS)
    thing, ending = random.choice(OBJECTS), random.choice(ENDINGS)
    style = random.random()
    if style < 0.1:
        thing = f"**{thing}**"
    elif style < 0.2:
        ending = f"*{ending}*"
    elif style < 0.35:
        thing = f"`{random.choice(MARKED)}`"
    text = f"{subject} {verb} {thing} {ending}."
    return text[0].upper() + text[1:]


def paragraph(random: Random) -> str:
    return " ".join(sentence(random) for _ in range(random.randint(2, 5)))


def code(random: Random, i: int) -> str:
    """Returns unique code: its names contain the note's number, so no cache of blocks helps."""
    a, b, c = random.sample(NAMES, 3)
    parts = [
        f"def {a}_{b}({c}: list[int], limit: int = {random.randint(2, 99)}) -> float:\n"
        f'    """{sentence(random)}"""\n'
        f"    total = {random.random():.3f}\n"
        f"    for index, value in enumerate({c}):\n"
        f"        if index >= limit or value is None:\n"
        f"            break  # {random.choice(ENDINGS)}\n"
        f"        total += value * {random.randint(2, 9)}\n"
        f"    return total / max(1, len({c}))",
        f"class {a.title()}{b.title()}{i}:\n"
        f"    def __init__(self, {c}, **options):\n"
        f"        self.{c} = {c}\n"
        f"        self.names = {{key: str(value) for key, value in options.items() if value}}\n\n"
        f"    async def wait(self, seconds={random.random():.2f}):\n"
        f"        await asyncio.sleep(seconds)\n"
        f"        return self.{c}",
        f'with open("{a}-{i}.csv") as lines:\n'
        f"    rows = [line.split(',') for line in lines if not line.startswith('#')]\n"
        f"assert len(rows) > {random.randint(0, 50)}, f\"{{rows!r}} are too few\"",
        f"{b}_{c} = {{'{a}': {random.randint(1, 999)}, '{c}': [{random.randint(1, 9)}, 0x{i:x}]}}\n"
        f"print(f\"{a} {i}: {{{b}_{c}['{a}']:>6}}\", flush=True)",
    ]
    chosen = random.sample(parts, random.randint(2, 3))
    return "```python\nimport asyncio\n\n" + "\n\n".join(chosen) + "\n```"


def table(random: Random) -> str:
    columns = random.sample(NAMES, random.randint(3, 5))
    rows = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    for _ in range(random.randint(4, 8)):
        cells = [random.choice([str(random.randint(1, 9999)), f"`{name}`", random.choice(OBJECTS)])
                 for name in columns]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows)


def bullets(random: Random) -> str:
    return "\n".join(f"- {sentence(random)}" for _ in range(random.randint(3, 6)))


def callout(random: Random) -> str:
    head = random.choice(THINGS).capitalize()
    return f"> [!{random.choice(CALLOUTS)}] {head}\n> {sentence(random)}\n> {sentence(random)}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("out", metavar="OUT")
    parser.add_argument("--flavour", choices=["site", "hugo"], default="site")
    arguments = parser.parse_args()
    if os.path.isdir(arguments.out) and os.listdir(arguments.out):
        parser.error(f"{arguments.out} is not empty")
    Corpus(arguments.count, arguments.flavour).write(arguments.out)


if __name__ == "__main__":
    main()
