import { ref, TerraformIterator, Token } from "cdktf";
import type { MetricEntry, Trigger } from "../../contract";
import type { ApplicationLoadBalancer } from "../../modules/load-balancer";
import {
  type AlarmTarget,
  auroraTargets,
  balancerTargets,
  buildObservability as buildStackObservability,
  cacheTargets,
  groupTargets,
  type Observability,
  type Service,
  tableTargets,
} from "../parts";
import type { SaasContext } from "./context";
import { dashboardGraphs } from "./dashboard";
import type { SaasNames } from "./names";
import { saasPolicy } from "./policy";
import { CONSOLIDATED, CONSOLIDATED_INTO, IS_CONSOLIDATED, TABLE_LAYOUTS, TABLES, type TableName } from "./table-layouts";
import { saasContract } from "./tunables";

/** Logs, traces, dashboard, and the alarms with whom they tell and what they make grow. */
export function buildObservability(context: SaasContext, service: Service, balancer: ApplicationLoadBalancer): Observability {
  const { names, settings } = context;
  return buildStackObservability(context, {
    contract: saasContract,
    policy: saasPolicy,
    service: names.service,
    logGroupName: names.serviceLogs,
    slowMilliseconds: Math.min(...saasPolicy.slos.filter(({ unit }) => unit === "milliseconds").map(({ limit }) => limit)),
    alertTopic: names.alerts,
    alertEmails: settings.alertEmails,
    groups: service.groups,
    graphs: dashboardGraphs(context, service.groups, balancer),
    targetsOf: (trigger, metric) => targetsOf(context, { service, balancer }, trigger, metric),
  });
}

interface Front {
  readonly service: Service;
  readonly balancer: ApplicationLoadBalancer;
}

function targetsOf(context: SaasContext, front: Front, { component }: Trigger, metric: MetricEntry): readonly AlarmTarget[] {
  const { names, sizes } = context;
  switch (component) {
    case "app_service":
      return serviceTargets(context, front, metric);
    case "database":
      // A copy publishes in its own region, where no alarm of this one can see it.
      return metric.scope === "instance"
        ? auroraTargets({ cluster: names.cluster, limit: "auroraMysqlMaxConnections", classes: sizes.database })
        : [];
    case "cache":
      return cacheTargets(component, names.cache);
    default:
      return isTable(component) ? targetsOfTable(names, component, metric) : [];
  }
}

function serviceTargets({ deployment, names }: SaasContext, { service, balancer }: Front, metric: MetricEntry): readonly AlarmTarget[] {
  switch (metric.scope) {
    case "group":
      return groupTargets(service.groups);
    case "service":
      return [{ dimensions: { Deployment: deployment.name, Service: names.service } }];
    default:
      return balancerTargets(balancer, metric);
  }
}

const isTable = (component: string): component is TableName => TABLES.some((table) => table === component);

const targetsOfTable = (names: SaasNames, table: TableName, metric: MetricEntry): readonly AlarmTarget[] => [
  ...tableTargets(names.table(table), Object.keys(TABLE_LAYOUTS[table].indexes), metric),
  ...(table === CONSOLIDATED_INTO ? [consolidatedTarget(names.consolidatedTable, metric)] : []),
];

/** The consolidated table and its indexes have alarms while they are there. */
function consolidatedTarget(TableName: string, { scope }: MetricEntry): AlarmTarget {
  const parts = scope === "table" ? [TableName] : Object.keys(CONSOLIDATED.indexes).map((index) => `${TableName}/${index}`);
  const forEach = TerraformIterator.fromList(Token.asList(ref(`[for part in ${JSON.stringify(parts)} : part if ${IS_CONSOLIDATED}]`)));
  return scope === "table"
    ? { id: "accounts", part: forEach.value, dimensions: { TableName }, forEach }
    : {
        id: "accounts_index",
        part: forEach.value,
        dimensions: { TableName, GlobalSecondaryIndexName: Token.asString(ref(`split("/", each.value)[1]`)) },
        forEach,
      };
}
