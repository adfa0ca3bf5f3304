//! Notices: a quotation whose first line is `[!NOTE]`, `[!注意]` and the like.

/// What a notice looks like, and how it is headed when nothing else is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Alert {
    /// Its class.
    pub(super) class: &'static str,
    /// Its heading.
    pub(super) title: &'static str,
}

const ALERTS: &[(&str, Alert)] = &[
    ("note", Alert { class: "note", title: "注意" }),
    ("注意", Alert { class: "note", title: "注意" }),
    ("说明", Alert { class: "note", title: "说明" }),
    ("备注", Alert { class: "note", title: "备注" }),
    ("tip", Alert { class: "tip", title: "提示" }),
    ("提示", Alert { class: "tip", title: "提示" }),
    ("建议", Alert { class: "tip", title: "建议" }),
    ("important", Alert { class: "important", title: "重要" }),
    ("重要", Alert { class: "important", title: "重要" }),
    ("重点", Alert { class: "important", title: "重点" }),
    ("warning", Alert { class: "warning", title: "警告" }),
    ("警告", Alert { class: "warning", title: "警告" }),
    ("提醒", Alert { class: "warning", title: "提醒" }),
    ("caution", Alert { class: "caution", title: "当心" }),
    ("当心", Alert { class: "caution", title: "当心" }),
    ("小心", Alert { class: "caution", title: "小心" }),
    ("危险", Alert { class: "caution", title: "危险" }),
];

/// The name in `[!name]` at the start of `text`, and the bytes that the whole takes; `！` serves as well as `!`.
pub(super) fn marker(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('[')?.strip_prefix(['!', '！'])?;
    let name = &inner[..inner.find(']')?];
    let fits = !name.is_empty() && name.len() <= 60 && !name.contains(['\n', '[', '`', '<']);
    fits.then(|| (name, text.len() - inner.len() + name.len() + 1))
}

/// The notice called `name`.
pub(super) fn find(name: &str) -> Option<Alert> {
    let name = name.trim();
    ALERTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, alert)| *alert)
}

/// What may be written, for people.
pub(super) fn choices() -> String {
    let names: Vec<String> = ALERTS.iter().map(|(name, _)| format!("`[!{}]`", name.to_uppercase())).collect();
    names.join(" ")
}
