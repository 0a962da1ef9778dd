//! Rule text and what it says.

#[test]
fn scratch() {
    use comity::diagnostic::*;
    let mut sources = comity::source::SourceMap::new();
    let text = std::fs::read_to_string(std::env::var("F").unwrap()).unwrap();
    let id = sources.add("f.comity", text);
    let mut d = Diagnostics::new();
    let t = comity::syntax::parse(id, &sources, &mut d);
    if std::env::var("AST").is_ok() {
        println!("{t:#?}");
    }
    println!("{} items, unread {:?}", t.items.len(), t.unread);
    for x in d.sorted() {
        println!("{}\n", render(&x, &sources, Renderer::default()));
    }
}
