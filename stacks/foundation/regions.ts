/** Regions of a deployment beside the primary, in the order of the configuration. */
export const furtherRegions = ({ regions }: { readonly regions: readonly string[] }): readonly string[] => regions.slice(1);

/**
 * A deployment as what stands in one of its regions sees it: names that have to be unique in the account, or in the world, begin with
 * `name`, which holds a further region's own: `staging-eu-west-1`.
 */
export const deploymentIn = <D extends { readonly name: string; readonly region: string }>(deployment: D, region: string): D =>
  region === deployment.region ? deployment : { ...deployment, name: `${deployment.name}-${region}`, region };
