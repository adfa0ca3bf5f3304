//! A template's tokens as a tree: what it asks for, and in which branch. Only for templates that the engine has accepted.

use std::collections::BTreeMap;
use std::ops::Range;

use super::tokens::{Placed, Token, tokens};

/// A template.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The template it extends.
    pub(super) parent: Option<String>,
    /// What stands in it.
    pub(super) nodes: Vec<Node>,
    /// The components that it declares.
    pub(super) components: BTreeMap<String, Component>,
}

/// A component.
#[derive(Debug)]
pub(super) struct Component {
    /// Its arguments; whether each is taken from the caller by itself.
    pub(super) arguments: Vec<(String, bool)>,
    /// The argument that takes all others.
    pub(super) rest: Option<String>,
    /// What it writes.
    pub(super) body: Vec<Node>,
}

/// A piece that is written or decided.
#[derive(Debug)]
pub(super) enum Node {
    Show(Asked),
    If(Vec<(Asked, Vec<Node>)>, Vec<Node>),
    For { key: Option<String>, value: String, of: Asked, body: Vec<Node>, otherwise: Vec<Node> },
    Set { name: String, value: Asked, global: bool },
    SetBlock { name: String, body: Vec<Node>, global: bool },
    Block(String, Vec<Node>),
    Include(String),
    Section(Vec<Asked>, Vec<Node>),
    Call(Call, Vec<Node>),
}

/// A call of a component.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) name: String,
    pub(super) given: Vec<(String, Asked)>,
    pub(super) spread: Vec<Asked>,
}

/// What is asked for.
#[derive(Debug)]
pub(super) enum Asked {
    /// A text, a number, true or false.
    Plain,
    /// `none`
    None,
    Name(String, Range<usize>),
    Field(Box<Asked>, String, Range<usize>),
    Item(Box<Asked>, Box<Asked>),
    Slice(Box<Asked>, Vec<Asked>),
    Filter(Box<Asked>, String, Vec<(String, Asked)>),
    Test(Box<Asked>, String, Vec<(String, Asked)>),
    Choice {
        condition: Box<Asked>,
        yes: Box<Asked>,
        no: Box<Asked>,
    },
    Each {
        value: Box<Asked>,
        names: Vec<String>,
        of: Box<Asked>,
        condition: Option<Box<Asked>>,
    },
    Call(Call),
    Function(String, Vec<(String, Asked)>),
    Not(Box<Asked>),
    Both(&'static str, Box<Asked>, Box<Asked>),
    List(Vec<Asked>),
    Map(Vec<(Option<String>, Asked)>),
}

/// The tree of a template; nothing where it is not understood.
pub(super) fn tree(text: &str) -> Option<Tree> {
    let mut reader = Reader { tokens: tokens(text)?, at: 0, tree: Tree::default() };
    let (nodes, end) = reader.nodes(&[])?;
    reader.tree.nodes = nodes;
    end.is_empty().then_some(reader.tree)
}

struct Reader {
    tokens: Vec<Placed>,
    at: usize,
    tree: Tree,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn next(&mut self) -> Option<Placed> {
        let next = self.tokens.get(self.at).cloned();
        self.at += 1;
        next
    }

    fn is(&self, sign: &'static str) -> bool {
        self.peek() == Some(&Token::Sign(sign))
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Name(name)) if name == word)
    }

    fn take(&mut self, sign: &'static str) -> bool {
        let is = self.is(sign);
        self.at += usize::from(is);
        is
    }

    fn take_word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.at += usize::from(is);
        is
    }

    fn must(&mut self, token: &Token) -> Option<()> {
        (self.next()?.0 == *token).then_some(())
    }

    fn name(&mut self) -> Option<(String, Range<usize>)> {
        match self.next()? {
            (Token::Name(name), place) => Some((name, place)),
            _ => None,
        }
    }

    fn text(&mut self) -> Option<String> {
        if let Token::Text(text) = self.next()?.0 { Some(text) } else { None }
    }

    /// The nodes up to a tag that begins with one of `ends`; that word, which is taken, or nothing at the end of the template.
    fn nodes(&mut self, ends: &[&'static str]) -> Option<(Vec<Node>, &'static str)> {
        let mut nodes = Vec::new();
        loop {
            match self.next() {
                None => return ends.is_empty().then_some((nodes, "")),
                Some((Token::ShowStart, _)) => {
                    nodes.push(Node::Show(self.asked(0)?));
                    self.must(&Token::ShowEnd)?;
                }
                Some((Token::TagStart, _)) => {
                    let closing = if self.is("</") { "</" } else { "" };
                    if let Some(end) = ends.iter().find(|end| self.is_word(end) || **end == closing) {
                        self.at += 1;
                        return Some((nodes, end));
                    }
                    nodes.extend(self.tag()?);
                }
                Some(_) => return None,
            }
        }
    }

    /// The inside of a block up to its end, whose tag is taken.
    fn body(&mut self, end: &'static str) -> Option<Vec<Node>> {
        let (body, _) = self.nodes(&[end])?;
        while self.peek() != Some(&Token::TagEnd) {
            self.next()?;
        }
        self.at += 1;
        Some(body)
    }

    fn tag(&mut self) -> Option<Option<Node>> {
        if self.take("<") {
            return self.call_with_body().map(Some);
        }
        let (word, _) = self.name()?;
        let node = match word.as_str() {
            "extends" => {
                self.tree.parent = Some(self.text()?);
                None
            }
            "include" => Some(Node::Include(self.text()?)),
            "set" | "set_global" => return self.set(word == "set_global").map(Some),
            "block" => {
                let (name, _) = self.name()?;
                self.must(&Token::TagEnd)?;
                return Some(Some(Node::Block(name, self.body("endblock")?)));
            }
            "for" => return self.for_loop().map(Some),
            "if" => return self.condition().map(Some),
            "filter" => {
                let filters = self.filters()?;
                self.must(&Token::TagEnd)?;
                return Some(Some(Node::Section(filters, self.body("endfilter")?)));
            }
            "component" => {
                self.component()?;
                return Some(None);
            }
            "break" | "continue" => None,
            _ => return None,
        };
        self.must(&Token::TagEnd)?;
        Some(node)
    }

    fn set(&mut self, global: bool) -> Option<Node> {
        let (name, _) = self.name()?;
        if self.take("=") {
            let value = self.asked(0)?;
            self.must(&Token::TagEnd)?;
            return Some(Node::Set { name, value, global });
        }
        if self.take("|") {
            self.filters()?;
        }
        self.must(&Token::TagEnd)?;
        Some(Node::SetBlock { name, body: self.body("endset")?, global })
    }

    /// What filters in a row ask for.
    fn filters(&mut self) -> Option<Vec<Asked>> {
        let mut asked = Vec::new();
        loop {
            self.name()?;
            asked.extend(self.arguments()?.into_iter().map(|(_, value)| value));
            if !self.take("|") {
                return Some(asked);
            }
        }
    }

    fn for_loop(&mut self) -> Option<Node> {
        let (key, value) = self.loop_names()?;
        let of = self.asked(0)?;
        self.must(&Token::TagEnd)?;
        let (body, end) = self.nodes(&["endfor", "else"])?;
        self.must(&Token::TagEnd)?;
        let otherwise = if end == "else" { self.body("endfor")? } else { Vec::new() };
        Some(Node::For { key, value, of, body, otherwise })
    }

    fn loop_names(&mut self) -> Option<(Option<String>, String)> {
        let (first, _) = self.name()?;
        let second = if self.take(",") { Some(self.name()?.0) } else { None };
        self.take_word("in").then_some(())?;
        Some(match second {
            Some(second) => (Some(first), second),
            None => (None, first),
        })
    }

    fn condition(&mut self) -> Option<Node> {
        let mut branches = Vec::new();
        loop {
            let condition = self.asked(0)?;
            self.must(&Token::TagEnd)?;
            let (body, end) = self.nodes(&["endif", "else", "elif"])?;
            branches.push((condition, body));
            if end == "elif" {
                continue;
            }
            self.must(&Token::TagEnd)?;
            let otherwise = if end == "else" { self.body("endif")? } else { Vec::new() };
            return Some(Node::If(branches, otherwise));
        }
    }

    fn component(&mut self) -> Option<()> {
        let name = self.dotted()?;
        self.take("(").then_some(())?;
        let (mut arguments, mut rest) = (Vec::new(), None);
        while !self.take(")") {
            if self.take("...") {
                rest = Some(self.name()?.0);
            } else {
                let implicit = self.take("@");
                arguments.push((self.name()?.0, implicit));
                if self.take(":") {
                    self.name()?;
                }
                if self.take("=") {
                    self.asked(0)?;
                }
            }
            self.take(",");
        }
        if self.is("{") {
            self.asked(0)?;
        }
        self.must(&Token::TagEnd)?;
        let body = self.body("endcomponent")?;
        self.tree.components.insert(name, Component { arguments, rest, body });
        Some(())
    }

    fn dotted(&mut self) -> Option<String> {
        let (mut name, _) = self.name()?;
        while self.take(".") {
            name = format!("{name}.{}", self.name()?.0);
        }
        Some(name)
    }

    fn call_with_body(&mut self) -> Option<Node> {
        let call = self.call()?;
        self.take(">").then_some(())?;
        self.must(&Token::TagEnd)?;
        Some(Node::Call(call, self.body("</")?))
    }

    /// A component's name and what it is given; `<` is taken already.
    fn call(&mut self) -> Option<Call> {
        let mut call = Call { name: self.dotted()?, given: Vec::new(), spread: Vec::new() };
        loop {
            if self.take("{") {
                self.take("...").then_some(())?;
                call.spread.push(self.asked(0)?);
                self.take("}").then_some(())?;
                continue;
            }
            let Some(Token::Name(_)) = self.peek() else { return Some(call) };
            let (name, place) = self.name()?;
            let value = if !self.take("=") {
                Asked::Name(name.clone(), place)
            } else if self.take("{") {
                let value = self.asked(0)?;
                self.take("}").then_some(())?;
                value
            } else {
                self.text()?;
                Asked::Plain
            };
            call.given.push((name, value));
        }
    }

    fn arguments(&mut self) -> Option<Vec<(String, Asked)>> {
        let mut arguments = Vec::new();
        if self.take("(") {
            while !self.take(")") {
                let (name, _) = self.name()?;
                self.take("=").then_some(())?;
                arguments.push((name, self.asked(0)?));
                self.take(",");
            }
        }
        Some(arguments)
    }

    /// An expression whose operators bind at least as strongly as `least`; the strengths are the engine's.
    fn asked(&mut self, least: u8) -> Option<Asked> {
        let mut left = self.operand()?;
        loop {
            let negated = least <= 5 && self.is_word("not");
            self.at += usize::from(negated);
            let Some((sign, strength)) = self.operator() else {
                if self.is("[") || self.is("?[") {
                    left = self.subscript(left)?;
                    continue;
                }
                if least == 0 && self.take_word("if") {
                    let condition = Box::new(self.asked(0)?);
                    self.take_word("else").then_some(())?;
                    left = Asked::Choice { condition, yes: Box::new(left), no: Box::new(self.asked(0)?) };
                }
                return Some(left);
            };
            if strength < least {
                return Some(left);
            }
            self.at += 1;
            left = match sign {
                "|" => {
                    let (name, _) = self.name()?;
                    Asked::Filter(Box::new(left), name, self.arguments()?)
                }
                "is" => {
                    self.take_word("not");
                    let (name, _) = self.name()?;
                    Asked::Test(Box::new(left), name, self.arguments()?)
                }
                "**" => Asked::Both(sign, Box::new(left), Box::new(self.asked(15)?)),
                _ => Asked::Both(sign, Box::new(left), Box::new(self.asked(strength + 1)?)),
            };
        }
    }

    fn operator(&self) -> Option<(&'static str, u8)> {
        const STRENGTHS: [(&str, u8); 19] = [
            ("or", 1),
            ("and", 3),
            ("in", 5),
            ("is", 5),
            ("==", 7),
            ("!=", 7),
            ("<", 7),
            ("<=", 7),
            (">", 7),
            (">=", 7),
            ("+", 11),
            ("-", 11),
            ("*", 13),
            ("/", 13),
            ("%", 13),
            ("~", 13),
            ("//", 13),
            ("**", 16),
            ("|", 17),
        ];
        let written = match self.peek()? {
            Token::Name(name) => name.as_str(),
            Token::Sign(sign) => sign,
            Token::ShowStart | Token::ShowEnd | Token::TagStart | Token::TagEnd | Token::Text(_) | Token::Number => return None,
        };
        STRENGTHS.iter().find(|(sign, _)| *sign == written).copied()
    }

    fn operand(&mut self) -> Option<Asked> {
        match self.next()? {
            (Token::Number | Token::Text(_), _) => Some(Asked::Plain),
            (Token::Sign("-"), _) => self.asked(20).map(|inner| Asked::Not(Box::new(inner))),
            (Token::Sign("("), _) => {
                let inner = self.asked(0)?;
                self.take(")").then_some(inner)
            }
            (Token::Sign("["), _) => self.list(),
            (Token::Sign("{"), _) => self.map(),
            (Token::Sign("<"), _) => {
                let call = self.call()?;
                (self.take("/") && self.take(">")).then_some(Asked::Call(call))
            }
            (Token::Name(name), place) => match name.as_str() {
                "true" | "True" | "false" | "False" => Some(Asked::Plain),
                "none" | "None" | "null" => Some(Asked::None),
                "not" => self.asked(5).map(|inner| Asked::Not(Box::new(inner))),
                _ if self.is("(") => Some(Asked::Function(name, self.arguments()?)),
                _ => self.path(Asked::Name(name, place)),
            },
            _ => None,
        }
    }

    fn path(&mut self, mut asked: Asked) -> Option<Asked> {
        loop {
            if self.take(".") || self.take("?.") {
                let (name, place) = self.name()?;
                asked = Asked::Field(Box::new(asked), name, place);
            } else if self.is("[") || self.is("?[") {
                asked = self.subscript(asked)?;
            } else {
                return Some(asked);
            }
        }
    }

    fn subscript(&mut self, of: Asked) -> Option<Asked> {
        self.at += 1;
        if let (Some((Token::Text(name), place)), Some((Token::Sign("]"), _))) = (self.tokens.get(self.at), self.tokens.get(self.at + 1)) {
            let field = Asked::Field(Box::new(of), name.clone(), place.clone());
            self.at += 2;
            return Some(field);
        }
        let mut bounds = Vec::new();
        let mut is_slice = false;
        while !self.take("]") {
            if self.take(":") {
                is_slice = true;
            } else {
                bounds.push(self.asked(0)?);
            }
        }
        Some(if is_slice { Asked::Slice(Box::new(of), bounds) } else { Asked::Item(Box::new(of), Box::new(bounds.pop()?)) })
    }

    fn list(&mut self) -> Option<Asked> {
        let mut items = Vec::new();
        while !self.take("]") {
            let spread = self.take("...");
            let item = self.asked(0)?;
            if items.is_empty() && self.take_word("for") {
                return self.each(item);
            }
            items.push(if spread { Asked::Filter(Box::new(item), "first".to_owned(), Vec::new()) } else { item });
            self.take(",");
        }
        Some(Asked::List(items))
    }

    fn each(&mut self, value: Asked) -> Option<Asked> {
        let (key, name) = self.loop_names()?;
        let of = Box::new(self.asked(1)?);
        let condition = if self.take_word("if") { Some(Box::new(self.asked(1)?)) } else { None };
        self.take("]").then_some(())?;
        let names = std::iter::once(name).chain(key).collect();
        Some(Asked::Each { value: Box::new(value), names, of, condition })
    }

    fn map(&mut self) -> Option<Asked> {
        let mut entries = Vec::new();
        while !self.take("}") {
            if self.take("...") {
                entries.push((None, self.asked(0)?));
            } else {
                let name = match self.next()?.0 {
                    Token::Text(name) => name,
                    Token::Number | Token::Name(_) => String::new(),
                    Token::ShowStart | Token::ShowEnd | Token::TagStart | Token::TagEnd | Token::Sign(_) => return None,
                };
                self.take(":").then_some(())?;
                entries.push((Some(name), self.asked(0)?));
            }
            self.take(",");
        }
        Some(Asked::Map(entries))
    }
}
