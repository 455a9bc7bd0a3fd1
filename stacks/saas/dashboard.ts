import type { AutoScalingGroup } from "../../modules/auto-scaling-group";
import type { ApplicationLoadBalancer } from "../../modules/load-balancer";
import { auroraGraphs, balancerGraphs, cacheGraphs, type Graph, groupGraphs, serviceGraphs, tableGraphs } from "../parts";
import type { SaasContext } from "./context";
import { saasPolicy } from "./policy";
import { CONSOLIDATED, TABLE_LAYOUTS, TABLES } from "./table-layouts";

/** What the stack's CloudWatch dashboard shows. */
export const dashboardGraphs = (
  { deployment, names }: SaasContext,
  groups: AutoScalingGroup,
  balancer: ApplicationLoadBalancer,
): readonly Graph[] => [
  ...serviceGraphs(saasPolicy, { Deployment: deployment.name, Service: names.service }, "Request latency, ms"),
  ...balancerGraphs(balancer),
  ...groupGraphs(groups),
  ...auroraGraphs("aurora-global", names.cluster),
  ...cacheGraphs(names.cache, { metric: "capacity_used", title: "Cache memory, %" }),
  ...tableGraphs([
    ...TABLES.map((table) => ({ title: table, tableName: names.table(table), indexes: Object.keys(TABLE_LAYOUTS[table].indexes) })),
    { title: "accounts", tableName: names.consolidatedTable, indexes: Object.keys(CONSOLIDATED.indexes) },
  ]),
];
