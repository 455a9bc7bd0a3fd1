import { HOURS, type PriceFamily } from "./query";

const USES = {
  endpoint: { component: "Hosting", usage: "Host" },
  training: { component: "Training", usage: "Train" },
} as const;

const isUse = (name: string | undefined): name is keyof typeof USES => name !== undefined && name in USES;

/** `sagemaker:<endpoint|training>:<ml instance type>`; the attribute `instanceType` names the use, too, so `instanceName` is asked for. */
export const sagemaker: PriceFamily = {
  prefix: "sagemaker",
  query: ([use, instanceName, ...more]) => {
    if (!isUse(use) || instanceName === undefined || more.length > 0) return undefined;
    const { component, usage } = USES[use];
    return {
      serviceCode: "AmazonSageMaker",
      attributes: { instanceName, component },
      ifStated: {
        productFamily: ["ML Instance"],
        operation: ["RunInstance"],
        instanceType: [instanceName, `${instanceName}-${component}`, `${instanceName}-${component.toLowerCase()}`],
      },
      usage: [`${usage}:${instanceName}`],
      awsUnits: HOURS,
      unit: "hour",
      source: "https://aws.amazon.com/sagemaker/ai/pricing/",
    };
  },
};
