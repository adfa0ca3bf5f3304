module.exports = { layout: "deputy.njk", section: "deputies" };
