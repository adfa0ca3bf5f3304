"use strict";
// Placeholder of the preview's script.
