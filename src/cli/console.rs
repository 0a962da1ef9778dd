//! What is said to the person at the terminal, beside the output itself: errors, notes and figures, on standard error.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

use super::stop::Stop;

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The options of every command.
#[derive(clap::Args)]
pub struct ConsoleOptions {
    /// When to use colours.
    #[arg(
        long,
        value_enum,
        value_name = "WHEN",
        default_value = "auto",
        global = true,
        help_heading = "Common options"
    )]
    color: Color,
    /// Say nothing but the result and errors.
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Common options")]
    quiet: bool,
    /// Say more: warnings in the rules, where the rules come from.
    #[arg(short, long, global = true, help_heading = "Common options")]
    verbose: bool,
}

/// Where a command speaks to.
#[derive(Debug)]
pub struct Console {
    color: Color,
    /// Whether only results and errors are wanted.
    pub quiet: bool,
    /// Whether more is wanted.
    pub verbose: bool,
}

impl Console {
    /// A console as the options ask for.
    pub fn new(options: &ConsoleOptions) -> Console {
        Console { color: options.color, quiet: options.quiet, verbose: options.verbose }
    }

    /// Whether standard output takes colours.
    pub fn colors_out(&self) -> bool {
        self.colors(&io::stdout())
    }

    /// Whether standard error takes colours.
    pub fn colors_err(&self) -> bool {
        self.colors(&io::stderr())
    }

    /// Whether colours are asked for even where the output is no terminal.
    pub fn colors_always(&self) -> bool {
        self.color == Color::Always
    }

    fn colors(&self, stream: &impl anstream::stream::RawStream) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => anstream::AutoStream::choice(stream) != anstream::ColorChoice::Never,
        }
    }

    /// Whether a person is looking at standard error.
    pub fn watched() -> bool {
        io::stderr().is_terminal()
    }

    /// Says what is wrong and what to do.
    pub fn error(&self, what: &str, help: Option<&str>) {
        self.titled("error", AnsiColor::Red.on_default().bold(), what);
        if let Some(help) = help {
            self.titled("help", AnsiColor::Cyan.on_default().bold(), help);
        }
    }

    /// Says something worth knowing, unless only errors are wanted.
    pub fn note(&self, what: &str) {
        if !self.quiet {
            self.titled("note", AnsiColor::Green.on_default().bold(), what);
        }
    }

    /// Says something as it is.
    pub fn say(&self, text: &str) {
        // Where standard error is gone there is nobody to tell.
        let _ = writeln!(io::stderr(), "{text}");
    }

    fn titled(&self, title: &str, style: Style, what: &str) {
        let style = if self.colors_err() { style } else { Style::new() };
        self.say(&format!("{style}{title}{style:#}: {what}"));
    }
}

/// Writes to standard output at once.
///
/// # Errors
/// Where nobody reads it any more or it cannot be written.
pub fn print(text: impl AsRef<[u8]>) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_ref()).and_then(|()| out.flush()).map_err(|error| Stop::output(&error))
}
