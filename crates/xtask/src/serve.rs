//! Builds the page, then hands over to the small static server in `www/tools`.

use std::net::TcpListener;
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::{node, site, terminal};

pub(crate) fn serve(port: u16) -> Result<()> {
    require_port(port)?;
    node::require()?;
    terminal::gap();
    site::build()?;
    terminal::gap();
    hand_over(node::node().args(["www/tools/serve.js", "--port", &port.to_string()]))
}

/// Asked before the build, so that nobody waits minutes to hear it.
fn require_port(port: u16) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => Err(Problem::new(format!(
            "port {port} is taken: stop what uses it, or choose another with --port N"
        ))),
        Err(error) => {
            Err(Problem::new(format!("port {port} cannot be used ({error}): choose another with --port N")))
        }
    }
}

/// Becomes the server, so that stopping this process stops the server: no orphan keeps the port.
#[cfg(unix)]
fn hand_over(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec().into())
}

#[cfg(not(unix))]
fn hand_over(command: &mut Command) -> Result<()> {
    let status = command.status()?;
    if status.success() {
        return Ok(());
    }
    Err(Problem::new("the server stopped"))
}
