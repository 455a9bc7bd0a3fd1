import { type KeylessQuery, type PriceFamily, REQUESTS, tableFamily } from "./query";

const source = "https://aws.amazon.com/lambda/pricing/";
const GB_SECONDS = { "Lambda-GB-Second": 1, "GB-Seconds": 1, "GB-Second": 1, Second: 1, seconds: 1 } as const;

const of = (group: string, usage: string, arm: boolean): Pick<KeylessQuery, "serviceCode" | "attributes" | "usage" | "source"> => ({
  serviceCode: "AWSLambda",
  attributes: { productFamily: "Serverless", group: arm ? `${group}-ARM` : group },
  usage: [arm ? `${usage}-ARM` : usage],
  source,
});

const queries = (arm: boolean): Readonly<Record<string, KeylessQuery>> =>
  Object.fromEntries([
    [key("request", arm), { ...of("AWS-Lambda-Requests", "Request", arm), awsUnits: REQUESTS, unit: "request" }],
    ...(
      [
        ["gb-second", "AWS-Lambda-Duration", "Lambda-GB-Second"],
        ["provisioned-gb-second", "AWS-Lambda-Provisioned-Concurrency", "Lambda-Provisioned-Concurrency"],
        ["provisioned-duration-gb-second", "AWS-Lambda-Duration-Provisioned", "Lambda-Provisioned-GB-Second"],
      ] as const
    ).map(([name, group, usage]) => [key(name, arm), { ...of(group, usage, arm), awsUnits: GB_SECONDS, unit: "gb-second" }] as const),
  ]);

const key = (name: string, arm: boolean): string => (arm ? `${name}:arm` : name);

/**
 * `lambda:request|gb-second|provisioned-gb-second|provisioned-duration-gb-second[:arm]`: concurrency that is kept ready is paid
 * for all the time, and its use at a lower rate on top.
 */
export const lambda: PriceFamily = tableFamily("lambda", { ...queries(false), ...queries(true) });
