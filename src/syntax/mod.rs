//! Rule text → syntax tree, with every error that can be seen without knowing other files.

pub mod ast;
