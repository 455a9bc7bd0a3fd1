import { RefusedError, receiptSchema } from "../../contract";
import type { ReceiptFacts } from "../overrides";

/** What a receipt says beyond the override itself, to be carried over to the next one. */
export function receiptFacts(text: string | null): ReceiptFacts {
  if (text === null) {
    throw new RefusedError("The override has no receipt: nobody can say what it rests on", {
      hint: "Roll the phase back and propose again.",
    });
  }
  const { source, snapshot, model, phase, recommendations } = receiptSchema.parse(JSON.parse(text));
  return { source, snapshot, model, phase, recommendations };
}
