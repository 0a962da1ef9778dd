//! The progress bar of a scan: bytes read, comments a second, flagged comments, time left.

use std::time::{Duration, Instant};

use comity::batch::{Advance, Progress};
use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the bar is drawn anew while nothing happens, so that the time goes on.
const TICK: Duration = Duration::from_millis(250);

/// How far a scan is, for a person or for nobody.
pub struct Bar {
    bar: Option<ProgressBar>,
    started: Instant,
}

impl Bar {
    /// A bar on standard error for so many bytes, unless their number is not known.
    pub fn shown(bytes: Option<u64>) -> Bar {
        let template = match bytes {
            Some(_) => "{bar:24} {bytes}/{total_bytes}  {msg}  {eta} left",
            None => "{spinner} {bytes}  {msg}  {elapsed}",
        };
        let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
        // The templates above are well formed; a bar without style is a bar all the same.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━╸─"));
        }
        bar.enable_steady_tick(TICK);
        Bar { bar: Some(bar), started: Instant::now() }
    }

    /// No bar.
    pub fn hidden() -> Bar {
        Bar { bar: None, started: Instant::now() }
    }

    /// Takes the bar away and tells how long the scan took.
    pub fn finish(self) -> Duration {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
        self.started.elapsed()
    }
}

impl Progress for Bar {
    fn advance(&mut self, at: Advance) {
        let Some(bar) = &self.bar else { return };
        bar.set_position(at.bytes_read);
        bar.set_message(format!(
            "{} comments/s  {} flagged",
            HumanCount(a_second(at.comments, self.started.elapsed())),
            HumanCount(at.flagged)
        ));
    }
}

/// How many a second, rounded.
pub fn a_second(count: u64, time: Duration) -> u64 {
    (count as f64 / time.as_secs_f64().max(1e-6)).round() as u64
}
