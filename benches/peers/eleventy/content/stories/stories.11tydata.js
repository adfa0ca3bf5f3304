module.exports = { layout: "story.njk", section: "stories" };
