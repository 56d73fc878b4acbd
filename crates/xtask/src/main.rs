//! Everything a developer runs: `cargo xtask serve`, `build` and `test`.
//!
//! Each command does its own set-up on a fresh machine, says in one line a step what it is doing,
//! and ends with an address, a summary, or one line that says what to do. There are no dependencies,
//! because this is the first thing that a newcomer compiles.

mod browser;
mod node;
mod places;
mod problem;
mod run;
mod rust;
mod serve;
mod site;
mod terminal;
mod test;

use std::process::ExitCode;

use problem::{Problem, Result};

const USAGE: &str = "\
Zabscope's workshop

  cargo xtask serve [--port N]           build the page and serve it (port 8080)
  cargo xtask build                      build the static site into www/dist
  cargo xtask test [native|wasm|web]     run every check, or one part of them
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match places::enter().and_then(|()| dispatch(&words)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            problem.print();
            ExitCode::FAILURE
        }
    }
}

fn dispatch(words: &[&str]) -> Result<()> {
    match words {
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        ["serve", rest @ ..] => serve::serve(port(rest)?),
        ["build"] => site::build_and_say(),
        ["test", parts @ ..] => test::test(parts),
        _ => Err(Problem::new(format!(
            "`{}` is not a command: expected serve, build or test (cargo xtask help says more)",
            words.join(" ")
        ))),
    }
}

fn port(words: &[&str]) -> Result<u16> {
    let text = match words {
        [] => return Ok(8080),
        ["--port", text] => text,
        [word] if word.starts_with("--port=") => &word["--port=".len()..],
        _ => return Err(Problem::new("serve takes one option: --port N")),
    };
    text.parse().map_err(|_| Problem::new(format!("`{text}` is not a port: expected 0 to 65535")))
}

#[cfg(test)]
mod tests {
    use super::port;

    #[test]
    fn port_has_a_default_and_two_spellings() {
        assert_eq!(port(&[]).ok(), Some(8080));
        assert_eq!(port(&["--port", "9000"]).ok(), Some(9000));
        assert_eq!(port(&["--port=0"]).ok(), Some(0));
        assert!(port(&["--port", "http"]).is_err());
        assert!(port(&["--port"]).is_err());
    }
}
