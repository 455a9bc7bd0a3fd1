import { Op, TerraformLocal, TerraformOutput, type TerraformStack } from "cdktf";
import { endpointsAreLoopback, type Receipt } from "../../contract";
import { keepOnThisMachine } from "./loopback-endpoints";

/**
 * Says on whose measurements the override rests. A simulator's are good for looking at a synth, never for a real account:
 * then the output's precondition fails every plan and apply. Where the environment's endpoints are on this machine, the stack stays there.
 */
export function declareProvenance(
  stack: TerraformStack,
  receipt: Receipt | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): void {
  if (receipt === undefined) return;
  const source = new TerraformLocal(stack, "trimtab_override_source", receipt.source);
  const output = new TerraformOutput(stack, "trimtab_override_provenance", {
    description: "Where the measurements behind the override came from, and the snapshot's hash",
    value: { source: source.expression, snapshot: receipt.snapshot.hash },
  });
  if (receipt.source !== "simulator") return;
  if (endpointsAreLoopback(environment)) {
    keepOnThisMachine(stack, environment);
    return;
  }
  // The output's own `precondition` is taken by cdktf 0.21 and never rendered.
  output.addOverride("precondition", [
    {
      condition: Op.neq(source.expression, "simulator"),
      error_message:
        "This override rests on simulated measurements and may not reach a real account. Remove it from the overrides directory, or synthesize with AWS_ENDPOINT_URL on this machine.",
    },
  ]);
}
