import { HOURS, type PriceFamily } from "./query";

/** `dax:<node type>` */
export const dax: PriceFamily = {
  prefix: "dax",
  query: ([instanceType, ...more]) =>
    instanceType === undefined || more.length > 0
      ? undefined
      : {
          serviceCode: "AmazonDAX",
          attributes: { instanceType },
          usage: [`NodeUsage:${instanceType}`],
          awsUnits: HOURS,
          unit: "hour",
          source: "https://aws.amazon.com/dynamodb/pricing/",
        },
};
