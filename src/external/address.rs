//! Which addresses are asked, and which hosts are nobody's business.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Url;

/// The address that is asked for a link: on the web, without its fragment. An address with a name or a password is not asked.
pub(super) fn question(link: &str) -> Option<Url> {
    let link = link.trim();
    let whole = if link.starts_with("//") { format!("https:{link}") } else { link.to_owned() };
    let mut url = Url::parse(&whole).ok()?;
    let is_open = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
    url.set_fragment(None);
    (is_open && url.has_host()).then_some(url)
}

/// Hosts that may be asked although they are in a private network.
#[derive(Clone, Debug, Default)]
pub(super) struct Trusted(Vec<String>);

impl Trusted {
    /// Of names as editors write them.
    pub(super) fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let written = |name: &str| Some(Url::parse(&format!("http://{name}/")).ok()?.host_str()?.to_owned());
        Self(names.into_iter().filter_map(written).collect())
    }

    /// Whether `host` is among them, or below one that is.
    pub(super) fn names(&self, host: &str) -> bool {
        self.0.iter().any(|known| match host.strip_suffix(known.as_str()) {
            Some("") => true,
            Some(above) => above.ends_with('.') && known.parse::<IpAddr>().is_err(),
            None => false,
        })
    }
}

/// Whether `ip` is this machine, a neighbour of it, or nobody in particular: what a link from outside must not make us ask.
pub(super) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let shared = |[a, b, c, _]: [u8; 4]| match (a, b, c) {
        (0 | 240..=255, _, _) => true,
        (100, 64..=127, _) => true,
        (192, 0, 0) => true,
        (198, 18 | 19, _) => true,
        (_, _, _) => false,
    };
    ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.is_multicast() || ip.is_documentation() || shared(ip.octets())
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    match segments {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => inner(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, _, _, _, _, _] => inner(high, low),
        [0x64, 0xff9b, ..] | [0x2001, 0xdb8, ..] => true,
        [first, ..] => matches!(first, 0xfc00..=0xfdff | 0xfe80..=0xfeff | 0xff00..=0xffff),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_open_addresses_of_the_web_are_asked_each_without_its_fragment() {
        let asked = |link: &str| question(link).map(String::from);
        assert_eq!(asked(" HTTPS://Www.Npc.gov.cn/a?b#c ").as_deref(), Some("https://www.npc.gov.cn/a?b"));
        assert_eq!(asked("//rd.example.cn").as_deref(), Some("https://rd.example.cn/"));
        assert_eq!(asked("http://政务.中国/云山").as_deref(), Some("http://xn--zfr164b.xn--fiqs8s/%E4%BA%91%E5%B1%B1"));
        let never = [
            "http://name:word@rd.example.cn/",
            "https://name@rd.example.cn/",
            "mailto:a@b.cn",
            "tel:12345",
            "/a",
            "ftp://a.cn/",
            "http://",
        ];
        assert_eq!(never.map(asked), [const { None }; 7]);
    }

    #[test]
    fn private_networks_are_known_however_they_are_written() {
        let private = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "ff02::1",
        ];
        let open = ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"];
        let is_private = |ip: &str| is_private(ip.parse().expect("an address"));
        assert_eq!(private.iter().filter(|ip| !is_private(ip)).count(), 0);
        assert_eq!(open.iter().filter(|ip| is_private(ip)).count(), 0);
    }

    #[test]
    fn a_trusted_host_is_named_or_lies_below_one_that_is() {
        let trusted = Trusted::new(["rd.example.cn", "10.0.0.1", "政务"]);
        assert_eq!(["rd.example.cn", "a.rd.example.cn", "10.0.0.1", "a.xn--zfr164b"].map(|host| trusted.names(host)), [true; 4]);
        assert_eq!(["example.cn", "ard.example.cn", "110.0.0.1", "1.10.0.0.1"].map(|host| trusted.names(host)), [false; 4]);
    }
}
