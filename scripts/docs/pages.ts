import { fileOf, renderSchema, SCHEMAS } from "../../cli/schemas";
import { metricsPage } from "../metrics";
import { configurationTables, readConfiguration, type SettingsTable } from "./configuration";
import { type ModuleApi, readModules } from "./module-api";
import { moduleInterface } from "./module-page";
import type { Page } from "./page";
import { withPart } from "./parts";

/** Pages that need nothing but the sources. */
export function sourcePages(root: string, modules = readModules(root)): readonly Page[] {
  return [
    { path: "docs/metrics.md", content: metricsPage },
    configurationPage(readConfiguration(root)),
    ...SCHEMAS.map((published): Page => ({ path: `schemas/${fileOf(published)}`, content: () => renderSchema(published) })),
    ...modules.map(modulePage),
  ];
}

export function modulePage(module: ModuleApi): Page {
  const path = `modules/${module.name}/README.md`;
  return { path, content: (current) => withPart(current, path, "interface", moduleInterface(module)) };
}

export function configurationPage(tables: readonly SettingsTable[]): Page {
  const path = "docs/configuration.md";
  return { path, content: (current) => withPart(current, path, "keys", configurationTables(tables)) };
}
