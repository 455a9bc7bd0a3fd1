import type { Trigger } from "../../contract";

/** Lower case words joined by dashes. */
const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

/** `trading-order-latency-p95`; `part` tells the resources of one trigger apart. */
export const alarmName = (deployment: string, trigger: Pick<Trigger, "name">, part?: string): string =>
  [deployment, slug(trigger.name), ...(part === undefined ? [] : [part])].join("-");

/** As a construct's id, and so as a part of the Terraform address. */
export const alarmId = (trigger: Pick<Trigger, "name">, part?: string): string =>
  [slug(trigger.name), ...(part === undefined ? [] : [slug(part)])].join("_").replaceAll("-", "_");
