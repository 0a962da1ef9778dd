//! How a command ended, and why it stopped before its end.

use std::io;
use std::process::ExitCode;

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, and nothing found that was asked to be reported as a failure.
    Done,
    /// Findings, or failed tests.
    Findings,
    /// Wrong usage or errors in rules.
    Usage,
    /// Input or output failed, or records were damaged.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Done => 0,
            Exit::Findings => 1,
            Exit::Usage => 2,
            Exit::Failed => 3,
        })
    }
}

/// Why a command stopped.
#[derive(Debug)]
pub enum Stop {
    /// Whoever read the output has gone, as `head` does when it has enough.
    ClosedPipe,
    /// Something that the user must know.
    Failure {
        /// The exit status.
        exit: Exit,
        /// What is wrong.
        what: String,
        /// What to do about it.
        help: Option<String>,
    },
}

impl Stop {
    /// The command was not used as it can be.
    pub fn usage(what: impl Into<String>) -> Stop {
        Stop::Failure { exit: Exit::Usage, what: what.into(), help: None }
    }

    /// Input or output failed.
    pub fn failed(what: impl Into<String>) -> Stop {
        Stop::Failure { exit: Exit::Failed, what: what.into(), help: None }
    }

    /// The same, with what to do.
    pub fn help(self, text: impl Into<String>) -> Stop {
        match self {
            Stop::Failure { exit, what, .. } => Stop::Failure { exit, what, help: Some(text.into()) },
            Stop::ClosedPipe => Stop::ClosedPipe,
        }
    }

    /// The output could not be written.
    pub fn output(error: &io::Error) -> Stop {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::ClosedPipe,
            _ => Stop::failed(format!("cannot write the output: {}", plain_words(error))),
        }
    }
}

/// What the system said, without its error number.
pub fn plain_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => {
            let text = error.to_string();
            let end = text.find(" (os error").unwrap_or(text.len());
            text[..end].to_owned()
        }
    }
}
