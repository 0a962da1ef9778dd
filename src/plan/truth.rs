//! Three-valued logic: what is known of a condition.

/// Whether a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It does not.
    False,
    /// It cannot be told for want of a field.
    Unknown,
    /// It does.
    True,
}

impl Truth {
    /// The truth of the contrary; of what is unknown the contrary is unknown.
    pub fn contrary(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }

    /// Whether at least `wanted` of some conditions hold, where `trues` of them do and of `unknowns` it cannot be told.
    pub fn at_least(wanted: usize, trues: usize, unknowns: usize) -> Truth {
        if trues >= wanted {
            Truth::True
        } else if trues + unknowns >= wanted {
            Truth::Unknown
        } else {
            Truth::False
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Truth {
        if holds { Truth::True } else { Truth::False }
    }
}
