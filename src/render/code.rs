//! QR codes (ISO/IEC 18004) as drawings: level Q, so that a quarter of a worn plate may be unreadable.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The empty border that readers need, in modules.
const QUIET: usize = 4;

/// The code of `url`, black on white; empty where the address is longer than a code can hold (1,661 bytes at this level).
pub(super) fn svg(url: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(url, EcLevel::Q) else { return empty() };
    let side = code.width() + 2 * QUIET;
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(code.width()).enumerate() {
        let mut column = 0;
        for run in modules.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                write!(path, "M{} {}h{}v1h-{}z", column + QUIET, row + QUIET, run.len(), run.len()).expect("writing to memory cannot fail");
            }
            column += run.len();
        }
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>\n"
    )
}

fn empty() -> String {
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>\n".to_owned()
}
