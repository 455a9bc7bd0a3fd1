import { textIn } from "../evidence/settings";
import { classesOfNobody, primaryStudy } from "./aurora-primary";
import type { KindModel } from "./model";

/** Aurora in one region: the PostgreSQL of the trading desk. */
export const auroraCluster: KindModel = {
  kind: "aurora-cluster",
  together: [],
  precedence: ["reader_class", "readers", "writer_class", "failover_reader_class"],
  idle: classesOfNobody,
  study: (history) =>
    primaryStudy(
      history,
      (type, settings) => `aurora:${type}:${textIn(settings, "storage_type") === "aurora-iopt1" ? "io-optimized" : "standard"}`,
    ),
};
