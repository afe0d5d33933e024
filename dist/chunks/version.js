// package.json
var version = "0.1.0";

// src/version.ts
const toolVersion = version;

export { toolVersion };