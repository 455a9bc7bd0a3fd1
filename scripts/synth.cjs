/** Synthesizes every deployment: main.ts as one bundle, which loads faster than two hundred files one by one. Types are checked elsewhere. */
const { build } = require("esbuild");
const { readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const root = join(__dirname, "..");

/** Modules read their assets beside themselves; a bundle has one place only. */
const ownDirectory = {
  name: "own-directory",
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!source.includes("__dirname")) return undefined;
      return { contents: `const __dirname = ${JSON.stringify(dirname(path))};\n${source}`, loader: "ts" };
    }),
};

async function main() {
  const bundling = build({
    entryPoints: [join(root, "main.ts")],
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    packages: "external",
    plugins: [ownDirectory],
    write: false,
  });
  // Loaded while esbuild's own process works: what every stack imports, and what reads its configuration.
  require("cdktf");
  require("zod");
  require("@cdktf/provider-aws/lib/provider");
  const { outputFiles } = await bundling;
  module._compile(outputFiles[0].text, join(root, "main.cjs"));
}

main();
