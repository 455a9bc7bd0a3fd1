import type { Resource } from "../../contract";

/** What a service emits of itself, whatever it runs on. */
export const serviceResource = (deployment: string, service: string): Resource => ({
  scope: "service",
  name: "service",
  dimensions: { Deployment: deployment, Service: service },
});
