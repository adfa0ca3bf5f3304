module.exports = { layout: "station.njk", section: "stations" };
