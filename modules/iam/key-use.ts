import type { Statement } from "./policy-document";

export interface KeyUse {
  readonly sid: string;
  readonly keyArn: string;
  /** Service that uses the key on the caller's behalf: `sqs`, `dynamodb`. */
  readonly service: string;
  readonly region: string;
  readonly actions: readonly string[];
}

/** Use of a key through one service only: who holds the statement cannot decrypt anything by itself. */
export const useKeyThrough = ({ sid, keyArn, service, region, actions }: KeyUse): Statement => ({
  sid,
  actions,
  resources: [keyArn],
  conditions: { StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` } },
});
