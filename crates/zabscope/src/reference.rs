//! The reference of the language, made from the tables by which it is read: no command can be missing, and none can be explained otherwise
//! than it is read.

use std::io::{self, Write};
use zab_sim::scenario::conditions::CONDITIONS;
use zab_sim::scenario::language::{self, Place};
use zab_sim::scenario::limits;
use zab_sim::scenario::manual::Manual;
use zab_sim::scenario::moments::{self, MOMENTS};
use zab_sim::scenario::names::ROLES;

const PREFACE: &str = "# The language of scenarios

A scenario is a text: an ensemble, a seed, and what happens when. The same text with the same seed plays the same, natively and in a
browser, to the last event. The first line is `zabscope 1`, the version of the language. A line is a command; what follows a `#` outside
of quotes is a comment; empty lines mean nothing. Texts stand between double quotes, in which `\\\"` and `\\\\` stand for a quote and a
backslash.

    zabscope  1
    title     \"The leader crashes\"
    title.zh  \"领导者宕机\"
    servers   1..3
    seed      42

    at 0s     start all
    expect    leader within 2s

    after leader
    +2s       crash leader
    say       \"{others} have lost their leader.\" about others while down down
    say.zh    \"{others} 失去了领导者。\"

    after leader
    expect    elapsed 200ms..2s
    say       \"{leader} leads now.\" about leader while leader leader

## Moments

A line that happens begins with a moment, or belongs to the moment of the line before it. Lines take their turns one after the other.

| Moment | When |
|---|---|
| `at 3s` | at this time, before all else that is due then |
| `after 3s` | at this time, when all else that is due then has happened |
| `+3s` | so long after the moment before, when all else that is due then has happened |
| `after …` | when this has happened for the first time since the moment before, and all else that is due at the same time |

Below an `after` or in a line with one, nobody knows what time it is, so `at` is refused there; `+3s` is not. A moment may stand alone on
its line. What is waited for and does not happen within an hour is given up, with all lines up to the next that names a time; that
fails a run.

At one moment, this is the order: the `at` lines, one after the other; then whatever is due by itself, arrivals before disks, disks before
servers' timers, those before clients'; then expectations whose time is up are given up; then the lines with `after` and `+`, and what becomes due by
each of them before the next.
";

/// Prints it, as Markdown.
///
/// # Errors
///
/// If it cannot be printed.
pub fn print(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{PREFACE}\nWhat can be waited for:\n")?;
    for moment in MOMENTS {
        entry(out, &format!("after {}", moment.manual.form), &moment.manual, "after ")?;
    }
    writeln!(
        out,
        "Or any event by its word; of what is `sent` or `delivered` perhaps one kind of message; with `on`, at one of these servers or clients, such as `after voteChanged on 1` or `after delivered newLeader on 2`:\n"
    )?;
    writeln!(
        out,
        "{}\n",
        moments::kinds().iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ")
    )?;
    writeln!(
        out,
        "## Servers\n\nWherever servers are named, each is an id, several are ids with spaces between or `1..3`, or what they are when the line's turn comes (of a moment that is waited for: when the waiting begins). So a scenario says the same under any seed.\n\n| Role | Who |\n|---|---|"
    )?;
    for (name, role) in ROLES {
        writeln!(out, "| `{name}` | {} |", role.meaning())?;
    }
    writeln!(out, "\n## The ensemble\n\nThese stand before the first moment.\n")?;
    commands(out, Place::Head)?;
    writeln!(out, "## What happens\n\nThese have a moment, on their line or on one above.\n")?;
    commands(out, Place::Body)?;
    writeln!(out, "## Conditions\n\nWhat can be expected, and what a caption can claim.\n")?;
    for condition in CONDITIONS {
        entry(out, condition.manual.form, &condition.manual, "expect ")?;
    }
    writeln!(out, "## Limits\n\n| | at most |\n|---|---|")?;
    for (what, most) in [
        ("bytes of text", limits::TEXT_LIMIT as u64),
        ("servers", limits::SERVERS_LIMIT as u64),
        ("a server's id", limits::SERVER_ID_LIMIT),
        ("things done, said and expected", limits::COMMANDS_LIMIT as u64),
        ("expectations", limits::EXPECTATIONS_LIMIT as u64),
        ("times that one line does something", limits::TIMES_LIMIT),
        ("languages of a text", limits::LANGUAGES_LIMIT as u64),
        ("subjects of a caption", limits::SUBJECTS_LIMIT as u64),
        ("entries of a log at the beginning", limits::HISTORY_LIMIT as u64),
        ("bytes of a path", limits::PATH_LIMIT as u64),
        ("bytes in a znode", limits::DATA_LIMIT as u64),
    ] {
        writeln!(out, "| {what} | {most} |")?;
    }
    Ok(())
}

fn commands(out: &mut impl Write, place: Place) -> io::Result<()> {
    language::commands()
        .filter(|command| command.place() == place)
        .try_for_each(|command| entry(out, command.manual.form, &command.manual, ""))
}

/// One entry: how it is written, what it means, and an example.
fn entry(out: &mut impl Write, form: &str, manual: &Manual, before: &str) -> io::Result<()> {
    writeln!(out, "**`{}`**\\\n{}\n", form.replace(" | ", "`** or **`"), manual.meaning)?;
    for line in manual.example.lines() {
        writeln!(out, "    {before}{line}")?;
    }
    writeln!(out)
}
