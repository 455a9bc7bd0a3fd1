/** The layering of decisions/0005-layers.md: imports point down, and never in circles. */
const layer = (name, from, to, comment) => ({
  name,
  severity: "error",
  comment,
  from: { path: from },
  to: { path: to },
});

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    layer(
      "contract-imports-nothing",
      "^contract/",
      "^(main|modules|stacks|optimizer|simulator|cli)(/|\\.ts)",
      "the vocabulary stands alone",
    ),
    layer(
      "modules-import-contract-only",
      "^modules/",
      "^(main|stacks|optimizer|simulator|cli)(/|\\.ts)",
      "a building block knows no stack",
    ),
    layer("stacks-do-not-import-tools", "^stacks/", "^(main|optimizer|simulator|cli)(/|\\.ts)", "infrastructure knows no optimizer"),
    layer(
      "optimizer-reads-contracts-only",
      "^optimizer/",
      "^(main|modules|stacks|simulator|cli)(/|\\.ts)|node_modules/(cdktf|constructs|@cdktf)/",
      "HCL users must be served by the same path",
    ),
    layer(
      "simulator-does-not-judge-itself",
      "^simulator/",
      "^(main|modules|stacks|optimizer|cli)(/|\\.ts)",
      "it would share the optimizer's mistakes",
    ),
    layer("nobody-imports-cli", "^(contract|modules|stacks|optimizer|simulator)/", "^cli/", "the composition root is on top"),
    {
      name: "no-import-at-run-time",
      severity: "error",
      comment: "the command line compiles what is required; our own files cannot be imported later",
      from: {},
      to: { dependencyTypes: ["dynamic-import"], pathNot: "node_modules" },
    },
    { name: "no-index-of-bindings", severity: "error", from: {}, to: { path: "node_modules/@cdktf/provider-aws/lib/index" } },
    {
      name: "no-dev-dependency-in-product",
      severity: "error",
      from: { pathNot: "^(__tests__|bench|scripts)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(cdktf\\.out|out)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".js", ".cjs", ".json"],
    },
  },
};
