import type { Command } from "../command";
import { analyze } from "./analyze";
import { benchmark } from "./benchmark";
import { checkPlan } from "./check-plan";
import { collect } from "./collect";
import { demo } from "./demo";
import { explain } from "./explain";
import { init } from "./init";
import { optimize } from "./optimize";
import { pin } from "./pin";
import { promote } from "./promote";
import { report } from "./report";
import { rolloutApply } from "./rollout-apply";
import { rolloutObserve } from "./rollout-observe";
import { rolloutRollback } from "./rollout-rollback";
import { rolloutStatus } from "./rollout-status";
import { schema } from "./schema";
import { simulate } from "./simulate";
import { verify } from "./verify";

/** The verbs, in the order in which help lists them. */
export const commands: readonly Command[] = [
  optimize,
  collect,
  analyze,
  explain,
  report,
  init,
  rolloutApply,
  rolloutObserve,
  rolloutStatus,
  rolloutRollback,
  promote,
  pin,
  checkPlan,
  verify,
  schema,
  benchmark,
  simulate,
  demo,
];
