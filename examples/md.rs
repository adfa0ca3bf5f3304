use std::io::Read;
use wanjia::{diagnostics::*, document::*, language::Speech, parse::markdown::*, source::*};
fn main() {
    let mut t = String::new();
    std::io::stdin().read_to_string(&mut t).unwrap();
    if std::env::args().nth(1).as_deref() == Some("bench") {
        let mut d = Diagnostics::new();
        let p = SourcePath::new("a.md");
        for _ in 0..3 {
            let s = std::time::Instant::now();
            let mut n = 0;
            for _ in 0..10000 {
                n += parse(&p, &t, 0, Profile::Editor, &mut d).pieces.len();
            }
            println!("{} bytes {:?} {n}", t.len(), s.elapsed());
            let s = std::time::Instant::now();
            let mut n = 0;
            for _ in 0..10000 {
                n += pulldown_cmark::Parser::new_ext(
                    &t,
                    pulldown_cmark::Options::all() & !pulldown_cmark::Options::ENABLE_YAML_STYLE_METADATA_BLOCKS,
                )
                .into_offset_iter()
                .count();
            }
            println!("pulldown alone {:?} {n}", s.elapsed());
        }
        return;
    }
    let mut d = Diagnostics::new();
    let doc = parse(&SourcePath::new("a.md"), &t, 0, Profile::Editor, &mut d);
    for p in &doc.pieces {
        match p {
            Piece::Html(h) => print!("{h}"),
            Piece::LinkOpen(i) => print!("⟦{i}:{}|", doc.slots[*i].destination),
            Piece::LinkClose(_) => print!("⟧"),
            Piece::Name(i) => print!("⟨{}⟩", doc.slots[*i].text),
            Piece::Image(i) => print!("⟦IMG {} alt={}⟧", doc.slots[*i].destination, doc.slots[*i].text),
        }
    }
    println!("\n-----TEXT\n{}\n-----", doc.text);
    for h in &doc.headings {
        println!("{} {} {}", h.level, h.id, h.text)
    }
    for s in doc.sections() {
        println!("§ {} pieces {} text {:?}", s.heading.text, s.body.pieces.len(), s.body.text)
    }
    for x in &d.sorted() {
        println!(
            "{}:{}:{} {} {} | {}",
            x.span.line,
            x.span.column,
            &t[x.span.start as usize..x.span.end as usize].escape_debug(),
            x.code.id(),
            x.message(Speech::Chinese),
            x.hint(Speech::Chinese)
        )
    }
}
