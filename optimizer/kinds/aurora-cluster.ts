import type { ComponentHistory } from "../evidence/history";
import { bill, together } from "../money";
import { classesOfNobody, primaryStudy } from "./aurora-primary";
import { modeOf, volumeItems, volumeMeasured, volumeUse } from "./aurora-volume";
import type { KindModel, Study } from "./model";

/** Aurora in one region: the PostgreSQL of the trading desk. */
export const auroraCluster: KindModel = {
  kind: "aurora-cluster",
  together: [],
  // How I/O is paid for comes last: it depends on what is left.
  precedence: ["reader_class", "readers", "writer_class", "failover_reader_class", "storage_type"],
  idle: classesOfNobody,
  study,
};

function study(history: ComponentHistory): Study {
  const primary = primaryStudy(history, (type, settings) => `aurora:${type}:${modeOf(settings)}`);
  const use = volumeUse(history);
  return {
    ...primary,
    limits: (to) => [...primary.limits(to), ...volumeMeasured(history, to)],
    cost: (settings) => together([primary.cost(settings), bill(volumeItems(use, settings, history.current), history.prices)]),
  };
}
