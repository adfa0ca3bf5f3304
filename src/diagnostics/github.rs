//! Problems as commands to GitHub's runners, which show them beside the lines of a change.

use super::{Diagnostic, Diagnostics, Severity, Waived, visible};
use crate::language::Speech;

/// A line for each problem, and a notice for each that was let pass. `folder` is the site's folder from the repository's root: empty,
/// or with a final `/`.
pub fn github(diagnostics: &Diagnostics, waived: &[Waived], folder: &str, speech: Speech) -> String {
    let open = diagnostics.iter().map(|problem| {
        let command = match problem.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        line(command, problem, folder, &format!("{}\n{}", problem.message(speech), problem.hint(speech)))
    });
    let passed = waived.iter().map(|one| {
        let message = format!("{}\n{} ({}, {})", one.problem.message(speech), one.reason, one.name, one.until);
        line("notice", &one.problem, folder, &message)
    });
    open.chain(passed).collect()
}

fn line(command: &str, problem: &Diagnostic, folder: &str, message: &str) -> String {
    let span = &problem.span;
    let (file, line, column) = (property(&format!("{folder}{}", span.path)), span.line.max(1), span.column.max(1));
    format!("::{command} file={file},line={line},col={column},title={}::{}\n", problem.code.id(), data(message))
}

fn data(text: &str) -> String {
    text.split('\n').map(|line| visible(line).replace('%', "%25")).collect::<Vec<_>>().join("%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Code;
    use crate::source::{SourcePath, Span};

    #[test]
    fn a_problem_is_one_command_whatever_its_file_and_words_are() {
        let path = SourcePath::new("content/a,b:c%\n.md");
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(Diagnostic::new(Code::EmptyLink, Span::of(&path, "去[这里]()", 3..6)));
        assert_eq!(
            github(&diagnostics, &[], "rd/", Speech::English),
            "::error file=rd/content/a%2Cb%3Ac%25%0A.md,line=1,col=2,title=LNK106::the link has no address%0Awrite the address between the round brackets\n"
        );
    }
}
