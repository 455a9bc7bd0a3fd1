import type { Resource } from "../../contract";

/** One resource for each production variant: during a canary or an A/B test there are two. */
export const endpointResources = (endpointName: string, variants: readonly string[]): readonly Resource[] =>
  variants.map((variant) => ({
    scope: "variant",
    name: variant,
    dimensions: { EndpointName: endpointName, VariantName: variant },
  }));
