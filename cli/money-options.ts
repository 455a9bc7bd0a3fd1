import { resolve } from "node:path";
import { z } from "zod";
import { option } from "./options";
import type { Project } from "./project";

export const costsOption = option(
  "boolean",
  "Ask Cost Explorer about commitments and past months, $0.01 a call; --no-costs leaves it out",
  z.boolean().default(true),
);

/** Where prices are kept between runs. */
export const priceCacheOf = ({ root }: Project) => ({ directory: resolve(root, ".trimtab", "prices") });
