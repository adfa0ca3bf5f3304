module.exports = { layout: "district.njk", section: "districts" };
