import { RefusedError, receiptSchema } from "../../contract";
import type { ReceiptFacts } from "../overrides";

/** What a receipt says beyond the override itself, to be carried over to the next one. */
export function receiptFacts(text: string | null): ReceiptFacts {
  if (text === null) {
    throw new RefusedError("The override has no receipt: nobody can say what it rests on", {
      hint: "Roll the phase back and propose again.",
    });
  }
  const {
    version: _version,
    deployment: _deployment,
    overrideSha256: _override,
    defaults: _defaults,
    ...facts
  } = receiptSchema.parse(JSON.parse(text));
  return facts;
}
