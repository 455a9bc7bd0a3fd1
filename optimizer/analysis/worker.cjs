require("tsx/cjs");
require("./worker.ts");
