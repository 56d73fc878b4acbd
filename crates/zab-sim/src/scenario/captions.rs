//! Captions: what is said to readers, what it is about, and what it claims.
//!
//! A caption may call servers by their roles, in braces: `{leader} leads.` Where it claims something, it is said only if that is so,
//! and stands only as long as it is.

use crate::record::event::{Subject, Text};
use crate::scenario::conditions::{self, Condition};
use crate::scenario::hints::nearest;
use crate::scenario::limits::SUBJECTS_LIMIT;
use crate::scenario::moments;
use crate::scenario::names::{Ensemble, Naming, Parties, ROLES, Servers, at_server, role_named};
use crate::scenario::words::{Problem, Words};
use zab::collections::set::Set;
use zab::message::Message;

/// Something said to readers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Caption {
    /// The words, in each language given.
    pub texts: Vec<Text>,
    /// What they are about.
    pub about: Vec<About>,
    /// What they claim.
    pub claim: Option<Condition>,
    /// Whom they call by a role.
    pub(crate) called: Vec<Servers>,
}

/// What a caption is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// Servers and clients.
    Parties(Parties),
    /// The links between each of some and each of others.
    Link(Parties, Parties),
    /// Something that each of these servers has.
    Part(Part, Servers),
    /// Messages of a kind that are on their way, perhaps those from some, or to some.
    Message {
        /// The word for their kind.
        message: &'static str,
        /// Who sent them; nobody in particular, if nobody is named.
        from: Parties,
        /// Who is to receive them.
        to: Parties,
    },
}

/// A part of a server that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// Its box, in which it counts ballots or ACKs.
    Box,
    /// Its log.
    Log,
    /// Its timers.
    Timer,
}

/// Reads what a caption is about, up to `while` or the end of the line.
pub(crate) fn about(words: &mut Words<'_>, ensemble: &Ensemble) -> Result<Vec<About>, Problem> {
    let mut about = Vec::new();
    while about.is_empty() || !(words.is_empty() || words.peek_bare() == Some("while")) {
        if about.len() == SUBJECTS_LIMIT {
            let message = format!("these are too many subjects, at most {SUBJECTS_LIMIT}");
            return Err(Problem::new(words.column(), message));
        }
        about.push(if words.skip("link") {
            let one = party(words, ensemble)?;
            About::Link(one, party(words, ensemble)?)
        } else if words.skip("box") {
            About::Part(Part::Box, ensemble.servers(words)?)
        } else if words.skip("log") {
            About::Part(Part::Log, ensemble.servers(words)?)
        } else if words.skip("timer") {
            About::Part(Part::Timer, ensemble.servers(words)?)
        } else if words.skip("message") {
            let Some(message) = moments::message(words) else {
                return Err(words.none_of(Message::WORDS));
            };
            let mut ends = |word| match words.skip(word) {
                true => ensemble.parties(words),
                false => Ok(Parties::default()),
            };
            About::Message { message, from: ends("from")?, to: ends("to")? }
        } else if at_server(words) || words.at_client() {
            About::Parties(ensemble.parties(words)?)
        } else {
            return Err(words.unexpected("servers, clients, link, box, log, timer or message"));
        });
    }
    Ok(about)
}

/// One server or client.
fn party(words: &mut Words<'_>, ensemble: &Ensemble) -> Result<Parties, Problem> {
    match words.at_client() {
        true => Ok(Parties { clients: Set::from([words.client()?]), ..Parties::default() }),
        false => Ok(Parties { servers: ensemble.server(words)?, ..Parties::default() }),
    }
}

/// Reads what a caption claims.
pub(crate) fn claim(words: &mut Words<'_>, ensemble: &Ensemble) -> Result<Option<Condition>, Problem> {
    if words.skip("while") { conditions::read(words, ensemble).map(Some) } else { Ok(None) }
}

/// The roles that a text calls servers by, one after the other. Two braces are one that means nothing.
pub(crate) fn called(text: &str) -> Result<Vec<Servers>, String> {
    let mut called = Vec::new();
    pieces(text, &mut |piece| {
        if let Piece::Name(name) = piece {
            let known: Vec<&str> = ROLES.iter().map(|form| form.name).collect();
            let role = role_named(name).ok_or_else(|| match nearest(name, &known) {
                Some(meant) => format!("nobody is called {{{name}}}; did you mean {{{meant}}}?"),
                None => format!("nobody is called {{{name}}}; write {{{{ for a brace"),
            })?;
            called.push(Servers { roles: Set::from([role]), ..Servers::default() });
        }
        Ok(())
    })?;
    Ok(called)
}

/// A piece of a text.
enum Piece<'a> {
    Plain(&'a str),
    Name(&'a str),
}

/// Cuts a text into names in braces and what lies between them.
fn pieces(text: &str, each: &mut dyn FnMut(Piece<'_>) -> Result<(), String>) -> Result<(), String> {
    let mut rest = text;
    while let Some(start) = rest.find(['{', '}']) {
        each(Piece::Plain(&rest[..start]))?;
        let brace = &rest[start..start + 1];
        let behind = &rest[start + 1..];
        if let Some(behind) = behind.strip_prefix(brace) {
            each(Piece::Plain(brace))?;
            rest = behind;
        } else if let Some(end) = behind.find('}').filter(|_| brace == "{") {
            each(Piece::Name(&behind[..end]))?;
            rest = &behind[end + 1..];
        } else {
            return Err(String::from("this brace has no other; write {{ or }} for a brace"));
        }
    }
    each(Piece::Plain(rest))
}

impl Naming for Caption {
    fn named(&mut self) -> Vec<&mut Servers> {
        let about = self.about.iter_mut().flat_map(|about| match about {
            About::Parties(parties) => vec![&mut parties.servers],
            About::Link(one, other) => vec![&mut one.servers, &mut other.servers],
            About::Part(_, servers) => vec![servers],
            About::Message { from, to, .. } => vec![&mut from.servers, &mut to.servers],
        });
        let claim = self.claim.iter_mut().flat_map(Condition::named);
        about.chain(claim).chain(&mut self.called).collect()
    }
}

impl Caption {
    /// The words with everybody called by the id, once that is settled: `3`, `1, 2`.
    pub(crate) fn said(&self) -> Vec<Text> {
        let mut called = self.called.iter();
        let said = |text: &Text| {
            let mut said = String::new();
            // It was found to be in order when it was read.
            let _ = pieces(&text.text, &mut |piece| {
                match piece {
                    Piece::Plain(plain) => said.push_str(plain),
                    Piece::Name(_) => {
                        let ids = called.next().into_iter().flat_map(|servers| &servers.ids);
                        said.push_str(&ids.map(ToString::to_string).collect::<Vec<_>>().join(", "));
                    }
                }
                Ok(())
            });
            Text { lang: text.lang.clone(), text: said }
        };
        self.texts.iter().map(said).collect()
    }

    /// What it is about, once everybody is called by the id.
    pub(crate) fn subjects(&self) -> Vec<Subject> {
        let mut subjects = Vec::new();
        for about in &self.about {
            match about {
                About::Parties(parties) => {
                    subjects.extend(parties.iter().map(|id| Subject::Party { id }));
                }
                About::Link(one, other) => {
                    let ends = one.iter().flat_map(|from| other.iter().map(move |to| (from, to)));
                    subjects.extend(ends.map(|(from, to)| Subject::Link { from, to }));
                }
                About::Part(part, servers) => {
                    let subject = |server: &_| match part {
                        Part::Box => Subject::Box { server: *server },
                        Part::Log => Subject::Log { server: *server },
                        Part::Timer => Subject::Timer { server: *server },
                    };
                    subjects.extend(servers.ids.iter().map(subject));
                }
                About::Message { message, from, to } => subjects.push(Subject::Message {
                    message: String::from(*message),
                    from: from.iter().collect(),
                    to: to.iter().collect(),
                }),
            }
        }
        subjects
    }
}
