#!/usr/bin/env node
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
require("tsx/cjs");
const { main } = require("./main.ts");

main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
