/** Writes what documentation says from the code: `npm run docs`. Tests hold every page against it. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sourcePages } from "./docs/pages";
import { stackPages } from "./docs/stack-pages";

const root = join(__dirname, "..");

for (const { path, content } of [...sourcePages(root), ...stackPages(root)]) {
  const file = join(root, path);
  const current = existsSync(file) ? readFileSync(file, "utf8") : "";
  const made = content(current);
  if (made === current) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, made);
  renameSync(`${file}.new`, file);
  console.log(path);
}
