//! Wanjia: Markdown stories and YAML profiles in, a browsable site of liaison stations out.
