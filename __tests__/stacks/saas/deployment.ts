import { CONFIG } from "../../support/project";

/** The multi-tenant stack in its three regions, with a tenant that has a table of its own. */
export const SAAS_CONFIG = {
  ...CONFIG,
  deployments: {
    saas: {
      ...CONFIG.deployments.trading,
      regions: ["us-east-1", "us-west-2", "eu-west-1"],
      vpcCidr: "10.30.0.0/16",
      settings: { dedicatedTenants: ["acme"] },
    },
  },
};

export const saasIn = (regions: readonly string[], settings: Readonly<Record<string, unknown>> = {}) => ({
  ...SAAS_CONFIG,
  deployments: { saas: { ...SAAS_CONFIG.deployments.saas, regions, settings } },
});
