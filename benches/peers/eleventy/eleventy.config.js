// The benchmark's site for Eleventy: the same content, page kinds and feeds as ours.
const KINDS = {
  news: "工作动态", notice: "通知公告", preview: "活动预告", practice: "经验做法", voice: "代表之声", profile: "代表风采",
  case: "典型案例", report: "述职报告", compare: "四区交流", knowledge: "人大知识", meeting: "会议",
};
const PER_PAGE = 20;

// The stories, newest first: sorted once a build.
let sorted = null;
const stories = (api) => (sorted ??= api.getFilteredByGlob("content/stories/*.md").sort((a, b) => b.date - a.date));
const all = (folder) => (api) => api.getFilteredByGlob(`content/${folder}/*.md`).sort((a, b) => (a.fileSlug < b.fileSlug ? -1 : 1));
const byId = (folder) => (api) => Object.fromEntries(all(folder)(api).map((page) => [page.fileSlug, page]));

function grouped(items, keysOf) {
  const groups = {};
  for (const item of items) for (const key of keysOf(item)) (groups[key] ??= []).push(item);
  return groups;
}

// Pages of a list for each group: `base(key)` is the address of the first.
function paged(groups, base, name) {
  return Object.entries(groups).flatMap(([key, items]) => {
    const of = Math.max(1, Math.ceil(items.length / PER_PAGE));
    const url = (n) => (n === 1 ? base(key) : `${base(key)}page/${n}/`);
    return Array.from({ length: of }, (_, i) => ({
      title: name(key), items: items.slice(i * PER_PAGE, (i + 1) * PER_PAGE), n: i + 1, of, url: url(i + 1),
      previous: i > 0 ? url(i) : null, next: i + 1 < of ? url(i + 2) : null,
      near: Array.from({ length: of }, (_, n) => n + 1).filter((n) => Math.abs(n - i - 1) <= 2).map((n) => ({ n, url: url(n) })),
    }));
  });
}

module.exports = function (config) {
  config.on("eleventy.before", () => { sorted = null; });
  config.setQuietMode(true);
  config.addPassthroughCopy({ static: "/" });
  config.addGlobalData("kinds", KINDS);
  config.addGlobalData("site", {
    title: "云河代表家室站（示例）", organization: "云河市人大常委会办公室（示例）", tel: "0990-0000000",
    demo: "程序生成的示例站点，人物、站点和事情均为虚构。", base: "https://yunhe.example.cn",
  });
  const local = (date) => new Date(date.getTime() + 8 * 3600e3).toISOString();
  config.addFilter("stamp", (date) => local(date).slice(0, 16).replace("T", " "));
  config.addFilter("words", (date) => { const [y, m, d] = local(date).slice(0, 10).split("-").map(Number); return `${y}年${m}月${d}日`; });
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("first", (list, n) => (list ?? []).slice(0, n));
  config.addFilter("others", (list, url) => (list ?? []).slice(0, 5).filter((page) => page.url !== url).slice(0, 4));
  config.addCollection("stories", stories);
  config.addCollection("practices", (api) => stories(api).filter((story) => story.data.story_kind === "practice"));
  config.addCollection("stations", all("stations"));
  config.addCollection("deputies", all("deputies"));
  config.addCollection("stationById", byId("stations"));
  config.addCollection("deputyById", byId("deputies"));
  config.addCollection("ofStation", (api) => grouped(stories(api), (story) => story.data.stations ?? []));
  config.addCollection("ofDeputy", (api) => grouped(stories(api), (story) => story.data.deputies ?? []));
  config.addCollection("ofTag", (api) => grouped(stories(api), (story) => story.data.topics));
  config.addCollection("ofDistrict", (api) => grouped(stories(api), (story) => [story.data.district]));
  config.addCollection("stationsOfDistrict", (api) => grouped(all("stations")(api), (station) => [station.data.district, "yunhe"]));
  config.addCollection("beside", (api) => {
    const list = stories(api);
    return Object.fromEntries(list.map((story, i) => [story.url, { newer: list[i - 1], older: list[i + 1] }]));
  });
  config.addCollection("tagList", (api) =>
    Object.entries(grouped(stories(api), (story) => story.data.topics)).map(([name, items]) => ({ name, count: items.length })));
  config.addCollection("lists", (api) => {
    const list = stories(api);
    return [
      ...paged({ all: list }, () => "/stories/", () => "文章"),
      ...paged(grouped(list, (story) => [story.data.story_kind]), (kind) => `/kinds/${kind}/`, (kind) => KINDS[kind]),
      ...paged(grouped(list, (story) => story.data.topics), (tag) => `/tags/${tag}/`, (tag) => tag),
    ];
  });
  config.addCollection("practiceLists", (api) =>
    paged({ all: stories(api).filter((story) => story.data.story_kind === "practice") }, () => "/practices/", () => "好做法"));
  config.addCollection("stationLists", (api) => paged({ all: all("stations")(api) }, () => "/stations/", () => "站点"));
  config.addCollection("deputyLists", (api) => paged({ all: all("deputies")(api) }, () => "/deputies/", () => "代表"));
  config.addCollection("years", (api) =>
    Object.entries(grouped(stories(api), (story) => [local(story.date).slice(0, 4)])).reverse().map(([year, items]) => ({
      year, count: items.length, months: Object.entries(grouped(items, (story) => [local(story.date).slice(0, 7)])),
    })));
  return { dir: { input: "content", output: "public", includes: "_includes" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
};
